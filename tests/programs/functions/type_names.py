print(type(1).__name__, type('a').__name__, type([]).__name__, type(None).__name__, type(1.5) is float)  # expect: int str list NoneType True
print(type(1), type([]), int, str, isinstance(True, int), type(len).__name__ != '')  # expect: <class 'int'> <class 'list'> <class 'int'> <class 'str'> True True
