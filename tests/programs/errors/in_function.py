def f(x):
    y = x * 2
    return y / 0  # expect error: ZeroDivisionError: division by zero
def g(x):
    return f(x + 1)
g(1)
