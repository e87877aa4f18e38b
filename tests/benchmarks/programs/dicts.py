counts = {}
for i in range(100000):
    key = i % 1000
    counts[key] = counts.get(key, 0) + 1
words = {'alpha': 0, 'beta': 0, 'gamma': 0}
for i in range(50000):
    for word in words:
        words[word] += i
total = sum(v for k, v in counts.items() if k in counts)
