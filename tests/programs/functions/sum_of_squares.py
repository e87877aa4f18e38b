def mean(xs):
    return sum(xs) / len(xs)
def variance(xs):
    m = mean(xs)
    return mean([(x - m) ** 2 for x in xs])
print(mean([1, 2, 3, 4]), variance([1, 2, 3, 4]))  # expect: 2.5 1.25
