def inner(n):
    try:
        while n > 0:
            got = yield n
            n -= got or 1
    except ValueError as e:
        yield 'caught ' + str(e)
    finally:
        print('closing')
    return 'done'


def outer(n):
    result = yield from inner(n)
    print('result', result)
    yield 'last'


g = outer(3)
print(next(g), g.send(2), list(g))
# expect: closing
# expect: result done
# expect: 3 1 ['last']
g = outer(3)
print(next(g), g.throw(ValueError('v')), next(g))
# expect: closing
# expect: result done
# expect: 3 caught v last
g = outer(3)
print(next(g))
g.close()
# expect: 3
# expect: closing
print(list(g))
# expect: []
