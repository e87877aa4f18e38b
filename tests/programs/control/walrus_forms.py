if (n := len('abc')) > 2:
    print(n)  # expect: 3
print([y for x in range(4) if (y := x * x) > 1], y)  # expect: [4, 9] 9
