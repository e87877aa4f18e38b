d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, d['a'], d.get('x'), d.get('x', 0), 'a' in d, len(d))  # expect: {'a': 1, 'b': 2, 'c': 3} 1 None 0 True 3
print(list(d), list(d.values()), list(d.items()))  # expect: ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)]
del d['a']
print(d.pop('b'), d.pop('z', None), d)  # expect: 2 None {'c': 3}
d['missing']  # expect error: KeyError: 'missing'
