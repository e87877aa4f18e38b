print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1.0 == True)
print(1 in [1, 2], 3 not in [1, 2], 'a' in 'abc', 2 in (1, 2), 2 in {2: 1})
print(None is None, [] is not [], 1 is not None)
print('a' < 'b', [1, 2] < [1, 3], (1,) < (1, 0), 'Z' < 'a')
def f(x):
    print('asked', x)
    return x
print(f(1) < f(0) < f(5))
# expect: True False True True
# expect: True True True True True
# expect: True True True
# expect: True True True True
# expect: asked 1
# expect: asked 0
# expect: False
