print({1, 2} in {1, 2})  # expect: False
print({1} in set())  # expect: False
try:
    {1} in {(1,): 2}
except TypeError as e:
    print(e)  # expect: unhashable type: 'set'
