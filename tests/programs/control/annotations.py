x: int = 3
y: float
def f(a: int, b: str = 'x') -> str:
    z: int = a
    return b * z
print(x, f(2))  # expect: 3 xx
