d = {}
for c in 'banana':
    d[c] = d.get(c, 0) + 1
print(d, sorted(d), sorted(d.items(), key=lambda kv: -kv[1]), max(d, key=d.get))  # expect: {'b': 1, 'a': 3, 'n': 2} ['a', 'b', 'n'] [('a', 3), ('n', 2), ('b', 1)] a
del d['b']
d['b'] = 0
print(list(d), list(reversed(d)))  # expect: ['a', 'n', 'b'] ['b', 'n', 'a']
