def repeat(n):
    def wrap(f):
        def inner(*args):
            return [f(*args) for _ in range(n)]
        return inner
    return wrap
@repeat(3)
def hello(name):
    return 'hi ' + name
print(hello('you'), hello.__name__)  # expect: ['hi you', 'hi you', 'hi you'] inner
