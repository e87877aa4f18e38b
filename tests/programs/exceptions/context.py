def clean():
    raise KeyError('clean')
try:
    try:
        1 / 0
    except ZeroDivisionError:
        clean()
except KeyError as e:
    print(repr(e.__context__), e.__cause__)  # expect: ZeroDivisionError('division by zero') None
try:
    try:
        raise ValueError(1)
    finally:
        raise ValueError(2)
except ValueError as e:
    print(e, e.__context__)  # expect: 2 1
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, kind, error, traceback):
        print(kind.__name__, error, type(traceback).__name__, traceback.tb_lineno)
        raise RuntimeError('exit')
try:
    with Manager():
        raise IndexError('i')  # expect: IndexError i traceback 25
except RuntimeError as e:
    print(repr(e.__context__))  # expect: IndexError('i')
def again():
    raise
try:
    try:
        [][0]
    except IndexError:
        again()
except IndexError as e:
    print(e, e.__context__)  # expect: list index out of range None
try:
    again()
except RuntimeError as e:
    print(e)  # expect: No active exception to reraise
try:
    try:
        {}['a']
    except KeyError as e:
        raise e
except KeyError as e:
    print(e.__context__, e.__traceback__ is None)  # expect: None False
try:
    raise ValueError() from 1
except TypeError as e:
    print(e)  # expect: exception causes must derive from BaseException
class Own(Exception):
    def __init__(self, code):
        super().__init__('code', code)
        self.code = code
try:
    raise Own(3) from None
except Own as e:
    print(e.args, e.code, e.__cause__)  # expect: ('code', 3) 3 None
