# not python
if True  # expect error: SyntaxError: invalid syntax
    print(1)
