print('before')  # expect: before
a, b = None  # expect error: TypeError: cannot unpack non-iterable NoneType object
