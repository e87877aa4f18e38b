assert 1 + 1 == 2
assert True, 'fine'
print('ok')  # expect: ok
assert 1 > 2, 'one is not more'  # expect error: AssertionError: one is not more
