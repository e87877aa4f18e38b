def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
c = counter()
print(c(), c(), c(5))  # expect: 1 2 7
def make(k):
    return lambda x: x * k
print(make(3)(4), [m(2) for m in [make(i) for i in range(3)]])  # expect: 12 [0, 2, 4]
g = 1
def change():
    global g
    g = 2
    return g
print(change(), g)  # expect: 2 2
def outer():
    x = 'o'
    def inner():
        def innermost():
            return x
        return innermost()
    return inner()
print(outer())  # expect: o
