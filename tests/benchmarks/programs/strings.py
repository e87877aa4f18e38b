text = ''
for i in range(60000):
    text += 'x' if i % 2 else 'yz'
pieces = []
for i in range(60000):
    pieces.append(f'{i}:{i * 0.5:.2f}')
joined = ', '.join(pieces)
upper = 0
for c in joined:
    if c == '5':
        upper += 1
