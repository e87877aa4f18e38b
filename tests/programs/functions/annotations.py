def f(a: int, b: 'text' = 1) -> float:
    c: int = a
    return c + b
print(f(1), f.__name__)  # expect: 2 f
