d = {1: 'int', 1.0: 'float', True: 'bool', (1, 2): 't', None: 'n'}
print(d, d[1], d[(1, 2)], d[None])  # expect: {1: 'bool', (1, 2): 't', None: 'n'} bool t n
print({2 ** 70: 1}[2 ** 70], {0.5: 'h'}[0.5])  # expect: 1 h
