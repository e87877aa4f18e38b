x, name = 3.14159, 'pi'
print(f'{name} = {x:.2f}', f'{x!r:>10}', f'{name!s:*^6}', f'{{}}', f'{x:{8}.{3}}')  # expect: pi = 3.14    3.14159 **pi** {}     3.14
print(f'{x=}', f'{x = :.1f}', f'{1 + 1}', f'{"a" if x > 3 else "b"}', f'{[1, 2][0]}')  # expect: x=3.14159 x = 3.1 2 a 1
