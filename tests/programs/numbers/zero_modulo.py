print(1)  # expect: 1
print(5 % 0)  # expect error: ZeroDivisionError: integer division or modulo by zero
