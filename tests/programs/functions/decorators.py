def twice(f):
    def wrapped(*args, **kw):
        return 2 * f(*args, **kw)
    return wrapped
def plus(n):
    def decorate(f):
        return lambda *a: f(*a) + n
    return decorate
@twice
@plus(1)
def g(x):
    return x * 10
print(g(1))  # expect: 22
