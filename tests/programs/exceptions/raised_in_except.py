def f():
    try:
        1 / 0
    except ZeroDivisionError:
        undefined_name  # expect error: NameError: name 'undefined_name' is not defined
f()
