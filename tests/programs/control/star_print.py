print(*[1, 2, 3], sep=', ', end='!\n')  # expect: 1, 2, 3!
print('a', 'b', sep='')  # expect: ab
print(end='x\n')  # expect: x
print()  # expect:
