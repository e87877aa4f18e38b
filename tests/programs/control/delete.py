x = 1
xs = [1, 2, 3]
del xs[0]
d = {'a': 1, 'b': 2}
del d['a']
print(xs, d)  # expect: [2, 3] {'b': 2}
del x
print(x)  # expect error: NameError: name 'x' is not defined
