print('{} {}'.format(1, 'a'), '{1} {0}'.format('a', 'b'), '{x}-{y}'.format(x=1, y=2))  # expect: 1 a b a 1-2
print('{:.3f}|{:>6}|{:<6}|{:^6}|{:06.2f}'.format(3.14159, 'a', 'b', 'c', 2.5))  # expect: 3.142|     a|b     |  c   |002.50
print('{0[1]} {0[0]}'.format([1, 2]), '{!r}'.format('a'), '{{}}'.format(), '{:{}}|'.format('a', 5))  # expect: 2 1 'a' {} a    |
