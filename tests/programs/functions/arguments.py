def f(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 3}))  # expect: (1, 2, (), 3, 4, {}) (1, 2, (3, 4), 5, 4, {'e': 6}) (1, 2, (), 3, 4, {})
print((lambda *a, **k: (a, k))(1, x=2))  # expect: ((1,), {'x': 2})
