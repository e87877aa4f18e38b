print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1000 >> 3)  # expect: 1 7 6 -6 1024 125
print(-5 & 3, -5 | 3, -5 ^ 3, -1 >> 10)  # expect: 3 -5 -8 -1
print(True & False, True | False, True ^ True, (255).bit_length())  # expect: False True False 8
