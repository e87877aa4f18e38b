print(range(5), list(range(2, 8, 3)), list(range(5, 0, -2)), range(3)[1], len(range(0, 10, 3)))  # expect: range(0, 5) [2, 5] [5, 3, 1] 1 4
print(3 in range(5), 3.0 in range(5), range(0) == range(2, 2), range(10)[2:8:2], sum(range(101)))  # expect: True True True range(2, 8, 2) 5050
