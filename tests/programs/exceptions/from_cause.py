try:
    try:
        int('x')
    except ValueError as e:
        raise RuntimeError('wrapped') from e
except RuntimeError as e:
    print(e, repr(e))  # expect: wrapped RuntimeError('wrapped')
