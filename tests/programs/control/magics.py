# not python
%matplotlib inline
!pip install tensorflow
print('after')  # expect: after
if True:
    %time
    print('inside')  # expect: inside
