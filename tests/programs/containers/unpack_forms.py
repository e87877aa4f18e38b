a, *b = [1, 2, 3]
*c, d = 'xyz'
e, (f, *g), h = 1, (2, 3, 4), 5
print(a, b, c, d, e, f, g, h)
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x + y)
print([*range(3), *'ab'], (*[1], 2), {*[1, 1]})
# expect: 1 [2, 3] ['x', 'y'] z 1 2 [3, 4] 5
# expect: 0 3
# expect: 1 7
# expect: [0, 1, 2, 'a', 'b'] (1, 2) {1}
