s = {3, 1, 2}
s.add(4)
s.discard(9)
print(s, len(s), 2 in s, s | {7}, s & {1, 9}, s - {1}, s ^ {1, 8})  # expect: {1, 2, 3, 4} 4 True {1, 2, 3, 4, 7} {1} {2, 3, 4} {2, 3, 4, 8}
print({1} < {1, 2}, {1, 2} <= {1, 2}, {1}.issubset({1, 2}), {1, 2}.issuperset([1]), {1}.isdisjoint({2}))  # expect: True True True True True
print(s.union([9], [8]), s.intersection([1, 2]), s.difference([1]), sorted(set('hello')))  # expect: {1, 2, 3, 4, 8, 9} {1, 2} {2, 3, 4} ['e', 'h', 'l', 'o']
s.remove(9)  # expect error: KeyError: 9
