n = 3
while n:
    n -= 1
    if n == 5:
        break
else:
    print('ended')  # expect: ended
for i in range(3):
    if i == 1:
        break
else:
    print('not here')
print(i)  # expect: 1
