def f(a):
    return a
print(f(1))  # expect: 1
f(1, 2)  # expect error: TypeError: f() takes 1 positional argument but 2 were given
