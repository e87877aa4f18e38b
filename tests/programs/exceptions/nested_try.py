try:
    try:
        {}['a']
    finally:
        print('inner')  # expect: inner
except KeyError as e:
    print('outer', e, e.args)  # expect: outer 'a' ('a',)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
except ArithmeticError as e:
    print('again', e)  # expect: again division by zero
