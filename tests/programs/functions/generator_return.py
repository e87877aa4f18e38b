def g():
    yield 1
    return 'done'
it = g()
print(next(it))  # expect: 1
try:
    next(it)
except StopIteration as e:
    print('returned', e.value)  # expect: returned done
def outer():
    result = yield from g()
    print('inner said', result)  # expect: inner said done
print(list(outer()))  # expect: [1]
