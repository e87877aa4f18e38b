row = [0]
grid = [row] * 2
grid[0].append(1)
print(grid, grid[0] is grid[1], [0] is [0])  # expect: [[0, 1], [0, 1]] True False
