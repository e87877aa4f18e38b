for lap in range(10):
    squares = [i * i for i in range(20000) if i % 3]
    pairs = {i: s for i, s in enumerate(squares)}
    total = sum(squares)
    table = [[a * b for a in range(20)] for b in range(20)]
    largest = max(v for row in table for v in row)
