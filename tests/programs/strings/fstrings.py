a = 3
name = 'x'
print(f'{a} {a + 1} {name!r} {name}')  # expect: 3 4 'x' x
print(f'{3.14159:.2f} {a:5d}| {a:<5}| {a:^5}| {a:05d} {a:+d} {1234567:,} {0.256:.1%}')  # expect: 3.14     3| 3    |   3  | 00003 +3 1,234,567 25.6%
print(f'{a=} {a + 1 = } {name=}')  # expect: a=3 a + 1 = 4 name='x'
width = 8
print(f'{a:{width}}|{3.14159:{width}.{2}f}|')  # expect:        3|    3.14|
print(f'{{}} {{{a}}}', f"{'nested'}", f'{[i for i in range(3)]}', f'{ {1: 2}[1] }')  # expect: {} {3} nested [0, 1, 2] 2
print(f'epoch {a + 1}, loss {0.125:f}', rf'\d{a}', f'a' 'b' f'{a}')  # expect: epoch 4, loss 0.125000 \d3 ab3
m = f'''{
a
}'''
print(m, f'{a!s:>4}', f'{a == 3}', f'{a != 3}', f'{(lambda v: v * 2)(a)}')  # expect: 3    3 True False 6
