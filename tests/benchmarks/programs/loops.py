total = 0
i = 0
while i < 200000:
    if i % 3 == 0:
        total += i * 2
    else:
        total -= 1
    i += 1
for k in range(200000):
    total = total + k // 7
