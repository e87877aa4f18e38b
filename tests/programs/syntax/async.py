# not python
async def f():  # expect error: SyntaxError: invalid syntax
    pass
