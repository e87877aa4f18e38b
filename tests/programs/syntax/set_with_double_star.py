# not python
{2, **{}}  # expect error: SyntaxError: invalid syntax
