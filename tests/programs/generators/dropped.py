def numbers(n):
    try:
        for i in range(n):
            yield i
    finally:
        print('finally', n)
g = numbers(3)
print(next(g))  # expect: 0
del g  # expect: finally 3
print('after del')  # expect: after del
for x in numbers(4):
    break  # expect: finally 4
print('after break')  # expect: after break
def first(n):
    for x in numbers(n):
        return x
print(first(5))  # expect: finally 5
# expect: 0
g = numbers(6)
next(g)
g = None  # expect: finally 6
g = numbers(7)
del g
print('not begun')  # expect: not begun
def stubborn():
    try:
        yield 1
    finally:
        1 / 0
def outer():
    with_inner = numbers(8)
    yield from with_inner
g = outer()
next(g)
g = 0  # expect: finally 8
print(sum(1 for _ in numbers(2)))  # expect: finally 2
# expect: 2
