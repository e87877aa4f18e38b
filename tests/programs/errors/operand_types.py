print(1.5 * 2)  # expect: 3.0
1.5 * None  # expect error: TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'
