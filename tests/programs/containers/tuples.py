t = (1, 2, 3)
print(t, t[0], t[1:], len(t), t + (4,), t * 2, (), (1,), 1 in t)  # expect: (1, 2, 3) 1 (2, 3) 3 (1, 2, 3, 4) (1, 2, 3, 1, 2, 3) () (1,) True
a, b, c = t
print(a, b, c, t.index(2), t.count(3), tuple([1, 2]), (1, (2, 3)))  # expect: 1 2 3 1 1 (1, 2) (1, (2, 3))
x = 1,
print(x, t == (1, 2, 3))  # expect: (1,) True
