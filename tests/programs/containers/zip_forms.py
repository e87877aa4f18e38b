print(list(zip([1, 2, 3], 'ab')), dict(zip('ab', [1, 2])), list(zip()), list(enumerate('ab', 1)))  # expect: [(1, 'a'), (2, 'b')] {'a': 1, 'b': 2} [] [(1, 'a'), (2, 'b')]
a, b = zip(*[(1, 2), (3, 4)])
print(a, b, list(reversed([1, 2])), list(map(lambda x, y: x * y, [1, 2], [3, 4])))  # expect: (1, 3) (2, 4) [2, 1] [3, 8]
print(list(filter(None, [0, 1, '', 'a'])), any([0, 1]), all([]), sum([0.5, 1], 10))  # expect: [1, 'a'] True True 11.5
