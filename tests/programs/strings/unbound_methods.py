print(list(map(str.upper, ['a', 'b'])), str.join('-', ['x', 'y']), sorted('bA', key=str.lower))  # expect: ['A', 'B'] x-y ['A', 'b']
