x = 5
x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x /= 4
print(x)  # expect: 7.75
y = 6
y &= 3; y |= 8; y ^= 1; y <<= 2; y >>= 1
print(y)  # expect: 22
xs = [1, 2]
xs[0] += 10
xs[-1] *= 2
d = {'a': 1}
d['a'] -= 5
print(xs, d)  # expect: [11, 4] {'a': -4}
class P: pass
p = P()
p.v = 1
p.v += 1
p.items = []
p.items += [1]
print(p.v, p.items)  # expect: 2 [1]
