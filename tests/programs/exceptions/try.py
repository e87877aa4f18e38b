def check(f):
    try:
        return f()
    except ZeroDivisionError as e:
        return 'zero: ' + str(e)
    except (KeyError, IndexError) as e:
        return type(e).__name__ + ' ' + str(e)
    except Exception as e:
        return repr(e)
    else:
        return 'unreachable'
    finally:
        print('finally')
print(check(lambda: 1 / 0))
print(check(lambda: {}['k']))
print(check(lambda: [][0]))
print(check(lambda: int('x')))
print(check(lambda: 5))
try:
    pass
except:
    print('no')
else:
    print('else')
try:
    try:
        raise ValueError('inner')
    finally:
        print('cleanup')
except ValueError as e:
    print('outer', e, e.args)
# expect: finally
# expect: zero: division by zero
# expect: finally
# expect: KeyError 'k'
# expect: finally
# expect: IndexError list index out of range
# expect: finally
# expect: ValueError("invalid literal for int() with base 10: 'x'")
# expect: finally
# expect: 5
# expect: else
# expect: cleanup
# expect: outer inner ('inner',)
