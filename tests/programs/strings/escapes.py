print('a\tb\\c\'d"e', "it's", 'say "hi"', '\x41\u4e2d\101')
print(repr('a\nb\t\\'), repr("it's"), repr('"'), repr('\x00é'))
print(r'raw\n', 'joined ' 'text', '''three
lines''')
# expect: a	b\c'd"e it's say "hi" A中A
# expect: 'a\nb\t\\' "it's" '"' '\x00é'
# expect: raw\n joined text three
# expect: lines
