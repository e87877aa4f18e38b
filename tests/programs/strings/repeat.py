print('ab' * 3, 3 * 'ab', 'ab' * 0, 'ab' * -1)  # expect: ababab ababab  
s = 'a'
s *= 3
s += 'b'
print(s)  # expect: aaab
