words = ['banana', 'Apple', 'cherry']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True))  # expect: ['Apple', 'banana', 'cherry'] ['Apple', 'banana', 'cherry'] ['banana', 'cherry', 'Apple']
print(sorted([3, 1, 2], reverse=True), sorted([(1, 'b'), (1, 'a')]), sorted([(2, 0), (1, 9)], key=lambda t: t[1]))  # expect: [3, 2, 1] [(1, 'a'), (1, 'b')] [(2, 0), (1, 9)]
sorted([1, 'a'])  # expect error: TypeError: '<' not supported between instances of 'str' and 'int'
