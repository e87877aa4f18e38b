x = 5
print(1 < x < 10, 1 < x > 10, 1 == 1.0 == True)  # expect: True False True
print(x == 5 != 6, not 1 < x <= 4)  # expect: True True
