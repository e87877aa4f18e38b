x = 5
print(x)  # expect: 5
x[0]  # expect error: TypeError: 'int' object is not subscriptable
