d = dict(a=1)
d.update({'b': 2}, c=3)
print(d, d.setdefault('d', []), d.setdefault('a', 9), d.popitem())  # expect: {'a': 1, 'b': 2, 'c': 3} [] 1 ('d', [])
print(d | {'z': 0}, dict.fromkeys('ab', 0), dict([('x', 1)]), {**d, 'a': 7})  # expect: {'a': 1, 'b': 2, 'c': 3, 'z': 0} {'a': 0, 'b': 0} {'x': 1} {'a': 7, 'b': 2, 'c': 3}
print(d == {'c': 3, 'b': 2, 'a': 1}, d.copy() is d)  # expect: True False
d.clear()
print(d)  # expect: {}
