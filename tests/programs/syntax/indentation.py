# not python
def f():
print(1)  # expect error: IndentationError: expected an indented block
