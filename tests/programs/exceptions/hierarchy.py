for kind in [ZeroDivisionError, KeyError, IndexError, ValueError, NotImplementedError, RecursionError]:
    try:
        raise kind('m')
    except ArithmeticError:
        print('arithmetic')
    except LookupError as e:
        print('lookup', repr(e))
    except (RuntimeError, TypeError) as e:
        print('runtime', type(e).__name__)
    except Exception as e:
        print('other', e)
# expect: arithmetic
# expect: lookup KeyError('m')
# expect: lookup IndexError('m')
# expect: other m
# expect: runtime NotImplementedError
# expect: runtime RecursionError
