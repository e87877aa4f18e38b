for i in range(3):
    for j in range(3):
        if j == 2: break
        if i == 1: continue
        print(i, j)
else:
    print('outer done')
for x in []:
    pass
else:
    print('empty')
for k in {'a': 1, 'b': 2}: print(k)
total = 0
for a, b in zip([1, 2], [3, 4]): total += a * b
print(total, i, j)
# expect: 0 0
# expect: 0 1
# expect: 2 0
# expect: 2 1
# expect: outer done
# expect: empty
# expect: a
# expect: b
# expect: 11 2 2
