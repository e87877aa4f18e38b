if (n := 5) > 3:
    print(n)  # expect: 5
print([y for x in range(4) if (y := x * x) > 1], y)  # expect: [4, 9] 9
