a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = (1, 2), (3, 4)
print(a, b, c, d)
first, *rest = [1, 2, 3]
*init, last = 'abc'
h, *m, t = range(5)
print(first, rest, init, last, h, m, t)
x = y = z = 0
print(x, y, z)
for i, (p, q) in enumerate([(1, 2), (3, 4)]):
    print(i, p, q)
[u, v] = [7, 8]
print(u, v)
# expect: 2 1
# expect: 1 2 3 4
# expect: 1 [2, 3] ['a', 'b'] c 0 [1, 2, 3] 4
# expect: 0 0 0
# expect: 0 1 2
# expect: 1 3 4
# expect: 7 8
