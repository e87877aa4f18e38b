print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.567, -2))  # expect: 2 4 -2 2.67 1200.0
print(round(7), round(0.5), round(1.5), round(3.14159, 3))  # expect: 7 0 2 3.142
print(int(3.9), int(-3.9), int('42'), int(' -7 '), int('ff', 16), int(True))  # expect: 3 -3 42 -7 255 1
print(float('1e3'), float(' 2.5 '), float(3), float('-inf'))  # expect: 1000.0 2.5 3.0 -inf
