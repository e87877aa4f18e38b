# not python
with 5:  # expect error: AttributeError: __enter__
    pass
