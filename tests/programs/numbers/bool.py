print(True + True, True * 3, False == 0, True == 1, True is True)  # expect: 2 3 True True True
print(not 0, not '', not [], not None, not 0.0, not [0])  # expect: True True True True True False
print(bool([]), bool('a'), bool(0.1), bool(None))  # expect: False True True False
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, None or 'x')  # expect: 2 0 1 2 x
print(isinstance(True, int), True & False, True | False, True ^ True)  # expect: True False True False
