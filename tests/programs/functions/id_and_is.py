a = [1]
b = a
print(a is b, id(a) == id(b), a is not [1], None is None)  # expect: True True True True
