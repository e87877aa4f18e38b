s = {3, 1, 2, 3}
print(s, len(s), 2 in s, set(), set([1, 1]), {1} | {2}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3})  # expect: {1, 2, 3} 3 True set() {1} {1, 2} {2} {1} {1, 3}
s.add(5)
s.discard(1)
print(s, {1} < {1, 2}, {1, 2} == {2, 1})  # expect: {2, 3, 5} True True
