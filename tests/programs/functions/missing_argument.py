def f(a, b):
    return a
print(f(1, 2))  # expect: 1
f(1)  # expect error: TypeError: f() missing 1 required positional argument: 'b'
