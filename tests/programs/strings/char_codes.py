print(ord('a'), chr(97), ord('中'), chr(20013))  # expect: 97 a 20013 中
print([ord(c) - 96 for c in 'cab'])  # expect: [3, 1, 2]
ord('ab')  # expect error: TypeError: ord() expected a character, but string of length 2 found
