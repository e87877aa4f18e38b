print('ok')  # expect: ok
assert []  # expect error: AssertionError
