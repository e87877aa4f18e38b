s = 'abcdefg'
print(s[0], s[-1], s[1:3], s[:2], s[5:], s[::2], s[::-1], s[-3:-1], s[10:], s[2:100])
for c in 'xyz':
    print(c)
# expect: a g bc ab fg aceg gfedcba ef  cdefg
# expect: x
# expect: y
# expect: z
