'a' ** 2  # expect error: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
