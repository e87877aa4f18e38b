# not python
b'abc'  # expect error: SyntaxError: bytes literals are not supported
