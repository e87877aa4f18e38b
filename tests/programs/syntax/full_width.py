# not python
x = 1
print（x）  # expect error: SyntaxError: invalid character '（' in identifier
