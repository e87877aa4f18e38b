def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


class Counter:
    def __init__(self):
        self.count = 0

    def add(self, step=1):
        self.count += step
        return self.count


counter = Counter()
for i in range(40000):
    counter.add()
    counter.add(step=2)
value = fibonacci(20)
