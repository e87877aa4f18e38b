s = 'python'
print(s[0], s[-1], s[1:4], s[:2], s[4:], s[::-1], s[::2], s[-3:-1])  # expect: p n yth py on nohtyp pto ho
print(s[10:], s[5:1], '中文字'[1], '中文字'[::-1], len('中文'))  # expect:   文 字文中 2
s[6]  # expect error: IndexError: string index out of range
