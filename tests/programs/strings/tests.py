print('12'.isdigit(), 'a1'.isalnum(), 'ab'.isalpha(), ' '.isspace(), ''.isdigit())  # expect: True True True True False
print('AB'.isupper(), 'aB'.islower(), 'abc'.startswith('ab'), 'abc'.endswith(('x', 'bc')))  # expect: True False True True
print('中文'.isalpha(), 'a中'.isalnum())  # expect: True True
