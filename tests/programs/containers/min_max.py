print(min(3, 1, 2), max([1, 5, 2]), min('abc'), max([], default=0), max('aa', 'b', key=len))  # expect: 1 5 a 0 aa
min([])  # expect error: ValueError: min() arg is an empty sequence
