total = 0
for i in range(1, 101):
    total += i ** 5
print(total, sum(i ** 20 for i in range(10)))  # expect: 171708332500 13394131858832552133
