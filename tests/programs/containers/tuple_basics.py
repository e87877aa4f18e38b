t = (1, 'a', 2.5)
print(t, t[0], t[-1], t[1:], len(t), (1,), (), t + (4,), t * 2)  # expect: (1, 'a', 2.5) 1 2.5 ('a', 2.5) 3 (1,) () (1, 'a', 2.5, 4) (1, 'a', 2.5, 1, 'a', 2.5)
print(t.index('a'), t.count(1), 'a' in t, (1, 2) < (1, 3), tuple('ab'))  # expect: 1 1 True True ('a', 'b')
a, b = b, a = 1, 2
print(a, b)  # expect: 2 1
