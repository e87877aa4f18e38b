def f(x):
    print('f', x)
    return x
print(f(0) and f(1), f(2) or f(3), not f(0))
print(None or 'default', [] and 1, 1 and 2 and 3)
# expect: f 0
# expect: f 2
# expect: f 0
# expect: 0 2 True
# expect: default [] 3
