try:
    1 / 0
except ZeroDivisionError as e:
    pass
print(e)  # expect error: NameError: name 'e' is not defined
