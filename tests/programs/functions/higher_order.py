def compose(f, g):
    return lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5), list(map(compose(str, abs), [-1, 2])))  # expect: 11 ['1', '2']
from functools import reduce
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 0))  # expect: 24 0
