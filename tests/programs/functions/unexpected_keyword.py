def f(alpha):
    return alpha
print(f(alpha=1))  # expect: 1
f(alhpa=1)  # expect error: TypeError: f() got an unexpected keyword argument 'alhpa'
