def f(flag):
    if flag:
        x = 1
    return x  # expect error: UnboundLocalError: local variable 'x' referenced before assignment
print(f(True))  # expect: 1
f(False)
