def f(x):
    try:
        r = 10 / x
    except ZeroDivisionError:
        return 'zero'
    else:
        return r
    finally:
        print('finally', x)
print(f(0), f(4))
# expect: finally 0
# expect: finally 4
# expect: zero 2.5
