# not python
x = 9223372036854775807
print(x)  # expect: 9223372036854775807
x + 1  # expect error: OverflowError: integer result does not fit into 64 bits
