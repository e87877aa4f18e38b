x = 3
print(x)  # expect: 3
x()  # expect error: TypeError: 'int' object is not callable
