d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, d['a'], len(d), 'a' in d, 'z' not in d, d.get('z'), d.get('z', 0))
print(list(d), list(d.keys()), list(d.values()), list(d.items()))
for k, v in d.items():
    print(k, v)
del d['a']
print(d.pop('b'), d, d.setdefault('x', []), d)
d.update({'c': 9}, y=1)
print(d, {1: 'int', 1.0: 'float', True: 'bool'}, {(1, 2): 3}, dict(a=1), dict([('k', 'v')]), {**d, 'z': 0})
print({} == {}, {'a': 1} == {'a': 1.0}, d.keys(), d.items())
# expect: {'a': 1, 'b': 2, 'c': 3} 1 3 True True None 0
# expect: ['a', 'b', 'c'] ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)]
# expect: a 1
# expect: b 2
# expect: c 3
# expect: 2 {'c': 3, 'x': []} [] {'c': 3, 'x': []}
# expect: {'c': 9, 'x': [], 'y': 1} {1: 'bool'} {(1, 2): 3} {'a': 1} {'k': 'v'} {'c': 9, 'x': [], 'y': 1, 'z': 0}
# expect: True True dict_keys(['c', 'x', 'y']) dict_items([('c', 9), ('x', []), ('y', 1)])
