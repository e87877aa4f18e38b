s = slice(1, 4)
print('abcdef'[s], [1, 2, 3][slice(None, None, -1)], s)  # expect: bcd [3, 2, 1] slice(1, 4, None)
