n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print(n)
else:
    print('done')
while True:
    n -= 1
    if n < 0:
        break
else:
    print('not reached')
print(n)
# expect: 1
# expect: 3
# expect: done
# expect: -1
