print([1] + [2, 3], [0] * 3, 2 in [1, 2], [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0])  # expect: [1, 2, 3] [0, 0, 0] True True True True
a = b = [1]
a += [2]
a = a + [3]
print(a, b, a is b)  # expect: [1, 2, 3] [1, 2] False
