xs = [1, 2]
print(xs[1])  # expect: 2
xs[2]  # expect error: IndexError: list index out of range
