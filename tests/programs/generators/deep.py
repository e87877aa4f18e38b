def count(n):
    if n:
        yield from count(n - 1)
    yield n
print(sum(count(900)))  # expect: 405450
def each(n):
    if n:
        for x in each(n - 1):
            yield x
    yield n
print(len(list(each(400))))  # expect: 401
class Tree:
    def __init__(self, depth):
        self.child = Tree(depth - 1) if depth else None
    def __iter__(self):
        yield 1
        if self.child:
            yield from self.child
print(sum(Tree(100)))  # expect: 101
def fails():
    yield 1
    yield from []
    raise StopIteration('x')
try:
    list(fails())
except RuntimeError as e:
    print(e, repr(e.__cause__))  # expect: generator raised StopIteration StopIteration('x')
def talks():
    while True:
        got = yield from answers()
        print('inner gave', got)
def answers():
    got = yield 'question'
    return got * 2
g = talks()
print(next(g))  # expect: question
print(g.send(4))  # expect: inner gave 8
# expect: question
def itself():
    yield next(g2)
g2 = itself()
try:
    next(g2)
except ValueError as e:
    print(e)  # expect: generator already executing
