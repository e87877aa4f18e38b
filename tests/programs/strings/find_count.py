print('banana'.find('an'), 'banana'.rfind('an'), 'banana'.find('x'), 'banana'.index('n'))  # expect: 1 3 -1 2
print('banana'.count('a'), 'banana'.find('an', 2), 'banana'.count('a', 2, 4))  # expect: 3 3 1
'banana'.index('x')  # expect error: ValueError: substring not found
