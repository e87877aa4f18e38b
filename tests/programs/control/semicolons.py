a = 1; b = 2; print(a, b);
if a: print('x'); print('y')
# expect: 1 2
# expect: x
# expect: y
