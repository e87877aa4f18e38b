def descend(f, x, rate, steps):
    h = 1e-6
    for _ in range(steps):
        x -= rate * (f(x + h) - f(x - h)) / (2 * h)
    return x
print(round(descend(lambda x: (x - 3) ** 2, 0.0, 0.1, 100), 4))  # expect: 3.0
