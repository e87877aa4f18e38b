def g():
    while True:
        try:
            yield 'value'  # expect error: KeyError: 'y'
        except ValueError as e:
            print('caught', e)  # expect: caught x
it = g()
next(it)
print(it.throw(ValueError('x')))  # expect: value
it.throw(KeyError('y'))
