for x in [1, 2, 3]:
    if x == 1:
        print('one')  # expect: one
    elif x == 2: print('two')  # expect: two
    else :
        print('many')  # expect: many
print('yes' if x > 2 else 'no')  # expect: yes
if x: pass
if not x:
    print('never')
else:
    print('else')  # expect: else
