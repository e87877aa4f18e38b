print('a', "b", '''c''', """d
e""")
print('it\'s', "it's", 'say "hi"', r'\n raw', 'tab\tend')
print('implicit ' 'con' "catenation")
print('\x41\u4e2d\U0001F600\101')
print('line \
continued')
print(len('中文'), '中文'[1], '中文字符'[::-1], 'é'.upper() == 'É' or True)
# expect: a b c d
# expect: e
# expect: it's it's say "hi" \n raw tab	end
# expect: implicit concatenation
# expect: A中😀A
# expect: line continued
# expect: 2 文 符字文中 True
