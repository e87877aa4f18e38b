s = 'Hello, World'
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize())  # expect: HELLO, WORLD hello, world Hello, World hELLO, wORLD Hello, world
print(s.replace('l', 'L'), s.replace('l', 'L', 1), s.find('o'), s.find('z'), s.rfind('o'), s.index('W'))  # expect: HeLLo, WorLd HeLlo, World 4 -1 8 7
print(s.split(', '), 'a b  c'.split(), 'a,b,,c'.split(','), 'a b c'.split(' ', 1))  # expect: ['Hello', 'World'] ['a', 'b', 'c'] ['a', 'b', '', 'c'] ['a', 'b c']
print('-'.join(['a', 'b', 'c']), ''.join(str(i) for i in range(5)))  # expect: a-b-c 01234
print('  x '.strip() + '|', '  x '.lstrip() + '|', '  x '.rstrip() + '|', 'xxaxx'.strip('x'))  # expect: x| x |   x| a
print(s.startswith('He'), s.endswith('ld'), s.count('l'), 'ab'.center(6, '*'))  # expect: True True 3 **ab**
print('7'.zfill(3), '-7'.zfill(4), 'a'.ljust(3) + '|', 'a'.rjust(3))  # expect: 007 -007 a  |   a
print('12'.isdigit(), 'a1'.isalpha(), 'a1'.isalnum(), ' '.isspace(), 'A'.isupper(), 'a'.islower())  # expect: True False True True True True
print('a\nb'.splitlines(), 'k=v'.partition('='), 'abc' * 2, 2 * 'xy')  # expect: ['a', 'b'] ('k', '=', 'v') abcabc xyxy
