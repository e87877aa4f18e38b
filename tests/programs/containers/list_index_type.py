xs = [1, 2]
print(xs)  # expect: [1, 2]
xs['a']  # expect error: TypeError: list indices must be integers or slices, not str
