inf = float('inf')
print(49.0 // -inf, -49.0 // inf, 49.0 // inf, -0.0 // inf)  # expect: -1.0 -1.0 0.0 -0.0
print(divmod(5.0, -inf), divmod(-7.5, 2))  # expect: (-1.0, -inf) (-4.0, 0.5)
print(inf // 2, -7.0 // 2, 7.0 // -2, 1.0 // 0.1)  # expect: nan -4.0 -4.0 9.0
