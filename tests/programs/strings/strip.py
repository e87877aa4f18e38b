print(repr('  a b '.strip()), repr('  a'.lstrip()), repr('a  '.rstrip()))  # expect: 'a b' 'a' 'a'
print('xxaxx'.strip('x'), 'abcba'.strip('ab'), '\t\n a'.strip())  # expect: a c a
