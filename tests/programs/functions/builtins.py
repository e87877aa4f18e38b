print(len([1, 2]), list(zip([1, 2], 'ab')), list(enumerate('ab', 1)), list(map(abs, [-1, 2])), list(filter(None, [0, 1, 2])))  # expect: 2 [(1, 'a'), (2, 'b')] [(1, 'a'), (2, 'b')] [1, 2] [1, 2]
print(sum([1, 2.5]), sum([[1], [2]], []), min(3, 1), max([1, 5, 2]), min('abc'), max([1, 2], key=lambda v: -v), min([], default=0))  # expect: 3.5 [1, 2] 1 5 a 1 0
print(list(reversed([1, 2, 3])), any([0, 1]), all([1, 0]), callable(len), callable(3), repr(1.0), str(None), type(1), type('a') is str)  # expect: [3, 2, 1] True False True False 1.0 None <class 'int'> True
print(isinstance(1, (str, int)), isinstance('a', str), hasattr([], 'append'), getattr('a', 'nope', 5), chr(97), ord('a'))  # expect: True True True 5 a 97
it = iter([1, 2])
print(next(it), next(it), next(it, 'end'))  # expect: 1 2 end
print(str(1.5), str([1, 'a']), list(map(lambda a, b: a + b, [1, 2], [3, 4])), int, type(None), type([]))  # expect: 1.5 [1, 'a'] [4, 6] <class 'int'> <class 'NoneType'> <class 'list'>
