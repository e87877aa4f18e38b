print(repr(ValueError('a')), repr(KeyError('k')), str(KeyError('k')), str(ValueError()), repr(ValueError(1, 2)), str(ValueError(1, 2)))  # expect: ValueError('a') KeyError('k') 'k'  ValueError(1, 2) (1, 2)
print(ValueError('a').args, isinstance(KeyError('x'), LookupError))  # expect: ('a',) True
