a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.insert(0, 0)
print(a, a.pop(), a.pop(0), a.index(1), a.count(2))  # expect: [3, 1, 2, 4, 5] 6 0 1 1
a.remove(1)
a.sort()
a.reverse()
print(a, a.copy(), len(a))  # expect: [5, 4, 3, 2] [5, 4, 3, 2] 4
a.clear()
print(a)  # expect: []
