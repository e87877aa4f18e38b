print('a,b,,c'.split(','), ' a  b '.split(), 'a b c'.split(' ', 1), 'a b c'.split(maxsplit=1))  # expect: ['a', 'b', '', 'c'] ['a', 'b'] ['a', 'b c'] ['a', 'b c']
print('-'.join(['a', 'b']), ''.join(str(i) for i in range(3)), 'abc'.join('xyz'))  # expect: a-b 012 xabcyabcz
print('one\ntwo\n'.splitlines(), 'k=v=w'.partition('='), 'k=v=w'.rpartition('='))  # expect: ['one', 'two'] ('k', '=', 'v=w') ('k=v', '=', 'w')
