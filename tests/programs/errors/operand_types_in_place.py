x = 1
x += 'a'  # expect error: TypeError: unsupported operand type(s) for +=: 'int' and 'str'
