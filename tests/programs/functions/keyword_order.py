def f(a, b):
    return a - b
print(f(b=1, a=5), f(5, b=1))  # expect: 4 4
f(1, a=2)  # expect error: TypeError: f() got multiple values for argument 'a'
