print('{} {}'.format(1, 2), '{1} {0}'.format('a', 'b'), '{x:.2f}'.format(x=1.5))  # expect: 1 2 b a 1.50
print('{0[1]} {1.real}'.format([1, 2], 3), '{:>{w}}'.format('a', w=4), '{!r}'.format('a'))  # expect: 2 3    a 'a'
