value = 1
print(value)  # expect: 1
print(valeu)  # expect error: NameError: name 'valeu' is not defined
