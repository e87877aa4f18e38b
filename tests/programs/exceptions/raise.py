class MyError(ValueError):
    def __init__(self, code):
        super().__init__('code %d' % code)
        self.code = code
try:
    raise MyError(7)
except ValueError as e:
    print(e, e.code, isinstance(e, MyError))  # expect: code 7 7 True
try:
    try:
        raise KeyError('k')
    except KeyError:
        raise
except LookupError as e:
    print(repr(e))  # expect: KeyError('k')
try:
    raise NotImplementedError
except RuntimeError as e:
    print(repr(e), str(e) == '')  # expect: NotImplementedError() True
try:
    raise TypeError('a') from ValueError('b')
except TypeError as e:
    print(e)  # expect: a
raise MyError(3)  # expect error: MyError: code 3
