print('a b  '.split(None, 1))  # expect: ['a', 'b  ']
print('  a  '.split(None, 1))  # expect: ['a']
print(' a b c '.split(None, 1))  # expect: ['a', 'b c ']
print(' a '.split(None, 0))  # expect: ['a ']
