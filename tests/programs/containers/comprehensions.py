print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(2) for y in 'ab'])  # expect: [0, 1, 4, 9, 16] [5, 7, 9] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]
print({x: x * x for x in range(3)}, {x % 3 for x in range(10)}, list(x + 1 for x in [1, 2]))  # expect: {0: 0, 1: 1, 2: 4} {0, 1, 2} [2, 3]
x = 'outer'
print([x for x in range(3)], x)  # expect: [0, 1, 2] outer
print([[i * j for j in range(3)] for i in range(3)])  # expect: [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
n = 10
print(sum(i for i in range(n)), max(len(w) for w in ['a', 'bbb']), any(i > 8 for i in range(n)), all([]))  # expect: 45 3 True True
fs = [lambda: i for i in range(3)]
print([f() for f in fs])  # expect: [2, 2, 2]
