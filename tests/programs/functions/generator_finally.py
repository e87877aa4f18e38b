def g():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
for x in g():
    print(x)
it = g()
next(it)
it.close()
# expect: 1
# expect: 2
# expect: closed
# expect: closed
