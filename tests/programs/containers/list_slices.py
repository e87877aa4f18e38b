a = list(range(10))
a[2:5] = ['x']
print(a)  # expect: [0, 1, 'x', 5, 6, 7, 8, 9]
a[::2] = [0] * len(a[::2])
print(a)  # expect: [0, 1, 0, 5, 0, 7, 0, 9]
del a[1:3], a[-1]
print(a, a[-2:], a[5:2:-1])  # expect: [0, 5, 0, 7, 0] [7, 0] [0, 7]
