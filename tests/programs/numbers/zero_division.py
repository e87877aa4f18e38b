print(1.0)  # expect: 1.0
x = 0
print(1 / x)  # expect error: ZeroDivisionError: division by zero
