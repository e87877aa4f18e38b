d = {'a': 1}
print(d['a'])  # expect: 1
d['b']  # expect error: KeyError: 'b'
