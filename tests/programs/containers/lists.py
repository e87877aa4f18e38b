xs = [3, 1, 2]
xs.append(4)
xs.extend([5, 6])
xs.insert(0, 9)
print(xs, len(xs), xs[0], xs[-1], xs[1:3], xs[::-1])  # expect: [9, 3, 1, 2, 4, 5, 6] 7 9 6 [3, 1] [6, 5, 4, 2, 1, 3, 9]
print(xs.pop(), xs.pop(0), xs, xs.index(2), xs.count(1))  # expect: 6 9 [3, 1, 2, 4, 5] 2 1
xs.remove(1)
xs.reverse()
print(xs)  # expect: [5, 4, 2, 3]
xs.sort()
print(xs, sorted(xs, reverse=True), sorted(['bb', 'a'], key=len))  # expect: [2, 3, 4, 5] [5, 4, 3, 2] ['a', 'bb']
xs[0] = 7
xs[1:2] = [8, 8]
del xs[-1]
print(xs, xs + [1], [0] * 3, 2 * [1, 2], [1, [2, 3]])  # expect: [7, 8, 8, 4] [7, 8, 8, 4, 1] [0, 0, 0] [1, 2, 1, 2] [1, [2, 3]]
ys = xs
ys += [1]
print(xs is ys, xs, xs == ys.copy(), [1, 2] == [1, 2.0], list('ab'), [*xs, 0])  # expect: True [7, 8, 8, 4, 1] True True ['a', 'b'] [7, 8, 8, 4, 1, 0]
zs = list(range(10))
zs[::2] = [0] * 5
del zs[1:3]
print(zs)  # expect: [0, 3, 0, 5, 0, 7, 0, 9]
