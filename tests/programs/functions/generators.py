def count(n):
    print('start')
    for i in range(n):
        yield i
    print('end')
for v in count(2):
    print(v)
def data_iter(size, items):
    for i in range(0, len(items), size):
        yield items[i:i + size], i
for part, at in data_iter(2, [1, 2, 3, 4, 5]):
    print(part, at)
def nested():
    yield 0
    yield from [1, 2]
    got = yield from inner()
    yield got
def inner():
    yield 'in'
    return 'result'
print(list(nested()))
def forever():
    n = 0
    while True:
        yield n
        n += 1
g = forever()
print(next(g), next(g), next(g))
print([x for x, _ in zip(forever(), 'abc')], sum(x for x in range(4) if x))
# expect: start
# expect: 0
# expect: 1
# expect: end
# expect: [1, 2] 0
# expect: [3, 4] 2
# expect: [5] 4
# expect: [0, 1, 2, 'in', 'result']
# expect: 0 1 2
# expect: [0, 1, 2] 6
