a = [1, 2, 3]
d = {'x': 1}
del a[0], d['x']
b = c = 1
del b
print(a, d, c)  # expect: [2, 3] {} 1
print(b)  # expect error: NameError: name 'b' is not defined
