class Wrong:
    def __init__(self):
        return 1
try:
    Wrong()
except TypeError as e:
    print(e)  # expect: __init__() should return None, not 'int'
class Yields:
    def __init__(self):
        yield 1
try:
    Yields()
except TypeError as e:
    print(e)  # expect: __init__() should return None, not 'generator'
class Base:
    def __init__(self, *args, scale=1, **more):
        self.args, self.scale, self.more = args, scale, more
class Derived(Base):
    def __init__(self, x):
        super().__init__(x, x + 1, scale=2, k=3)
d = Derived(5)
print(d.args, d.scale, d.more)  # expect: (5, 6) 2 {'k': 3}
class Node:
    def __init__(self, depth):
        self.next = Node(depth - 1) if depth > 0 else None
n, count = Node(300), 0
while n:
    n, count = n.next, count + 1
print(count)  # expect: 301
