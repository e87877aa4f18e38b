print('banana'.replace('a', 'o'), 'banana'.replace('a', 'o', 2), 'ab'.replace('', '-'))  # expect: bonono bonona -a-b-
print('prefix_name'.removeprefix('prefix_'), 'name.py'.removesuffix('.py'))  # expect: name name
