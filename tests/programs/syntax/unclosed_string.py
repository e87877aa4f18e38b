# not python
x = 'abc  # expect error: SyntaxError: EOL while scanning string literal
