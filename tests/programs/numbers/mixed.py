print(True + True, True * 2.5, 3 - False)  # expect: 2 2.5 3
print(1 == True, 1.0 == 1, 0.1 == 1 / 10, 10 ** 16 + 1 == 1e16)  # expect: True True True False
print(max(1, 2.0), max(2, 2.0), min(1.0, 1))  # expect: 2.0 2 1.0
