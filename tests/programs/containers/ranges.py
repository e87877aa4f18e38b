print(range(5), list(range(5)), list(range(2, 10, 3)), list(range(5, 0, -2)), range(1, 4)[1], len(range(0, 10, 3)))  # expect: range(0, 5) [0, 1, 2, 3, 4] [2, 5, 8] [5, 3, 1] 2 4
print(3 in range(5), range(0), list(range(3))[::-1], range(10)[2:5], sum(range(101)), range(3) == range(0, 3))  # expect: True range(0, 0) [2, 1, 0] range(2, 5) 5050 True
