m = [[0] * 2 for _ in range(2)]
m[0][1] = 5
print(m, [row[::-1] for row in m], [list(r) for r in zip(*m)])  # expect: [[0, 5], [0, 0]] [[5, 0], [0, 0]] [[0, 0], [5, 0]]
print(sum(m, []), [x for row in m for x in row])  # expect: [0, 5, 0, 0] [0, 5, 0, 0]
