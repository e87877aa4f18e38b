assert 1 + 1 == 2
try:
    assert [], 'empty ' + str([])
except AssertionError as e:
    print('failed:', e)  # expect: failed: empty []
assert 1 == 2, 'not equal'  # expect error: AssertionError: not equal
