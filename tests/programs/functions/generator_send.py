def average():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count
g = average()
next(g)
print(g.send(10), g.send(20), g.send(60))  # expect: 10.0 15.0 30.0
g.close()
print(list(g))  # expect: []
