x = 1
def f():
    print(x)  # expect error: UnboundLocalError: local variable 'x' referenced before assignment
    x = 2
f()
