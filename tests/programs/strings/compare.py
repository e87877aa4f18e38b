print('a' < 'b', 'a' < 'B', 'abc' < 'abd', '' < 'a', 'a' == 'a', 'a' != 'b')  # expect: True False True True True True
print(max('hello'), min('hello'), sorted('hello'), 'ell' in 'hello', 'z' not in 'hello')  # expect: o e ['e', 'h', 'l', 'l', 'o'] True True
