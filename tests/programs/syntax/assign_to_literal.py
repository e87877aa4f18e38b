# not python
1 = x  # expect error: SyntaxError: cannot assign to literal
