print(int('42'), int(' -7 '), int('1_000'), int('ff', 16), int('0b101', 0))  # expect: 42 -7 1000 255 5
print(int(3.99), int(-3.99), int(True), int())  # expect: 3 -3 1 0
int('3.5')  # expect error: ValueError: invalid literal for int() with base 10: '3.5'
