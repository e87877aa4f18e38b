def f(a, b=2, c=3):
    return a, b, c
print(f(1), f(1, 5), f(1, c=7), f(c=1, a=2, b=3))  # expect: (1, 2, 3) (1, 5, 3) (1, 2, 7) (2, 3, 1)
def g(x, acc=[]):
    acc.append(x)
    return acc
print(g(1), g(2))  # expect: [1, 2] [1, 2]
def h(*args, sep=' ', **kw):
    return args, sep, kw
print(h(), h(1, 2), h(1, sep='-', z=3), h(*[1, 2], **{'k': 1}))  # expect: ((), ' ', {}) ((1, 2), ' ', {}) ((1,), '-', {'z': 3}) ((1, 2), ' ', {'k': 1})
print((lambda x, y=2: x * y)(3), (lambda *a: a)(1, 2), (lambda: None)())  # expect: 6 (1, 2) None
def only(a, *, key):
    return a + key
print(only(1, key=2))  # expect: 3
