# not python
f(x) = 3  # expect error: SyntaxError: cannot assign to function call
