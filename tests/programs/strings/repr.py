print(repr('a'), repr("it's"), repr('say "hi"'), repr('both \' and "'))  # expect: 'a' "it's" 'say "hi"' 'both \' and "'
print(repr('new\nline'), repr('tab\t'), repr('back\\slash'), repr('\x00\x7f'), repr('中文'))  # expect: 'new\nline' 'tab\t' 'back\\slash' '\x00\x7f' '中文'
print(['a', "it's"], ('x',), {'k': 'v'})  # expect: ['a', "it's"] ('x',) {'k': 'v'}
