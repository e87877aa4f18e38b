# not python
def f(n):
    return f(n + 1)  # expect error: RecursionError: maximum recursion depth exceeded
f(0)
