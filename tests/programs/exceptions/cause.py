try:
    try:
        {}['a']
    except KeyError as e:
        raise ValueError('b') from e
except ValueError as e:
    print(repr(e), repr(e.__cause__))  # expect: ValueError('b') KeyError('a')
try:
    raise ValueError('c')
except ValueError as e:
    print(e.__cause__)  # expect: None
