def numbers():
    n = 0
    while True:
        yield n
        n += 1
def take(k, it):
    for x in it:
        if k == 0:
            return
        k -= 1
        yield x
print(list(take(3, (x * x for x in numbers() if x % 2))))  # expect: [1, 9, 25]
it = iter([1, 2])
print(next(it), next(it), next(it, 'end'))  # expect: 1 2 end
next(it)  # expect error: StopIteration
