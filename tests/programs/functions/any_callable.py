class Twice:
    def __call__(self, x):
        return 2 * x
print(list(map(Twice(), [1, 2])), callable(Twice()), callable(1), callable(len))  # expect: [2, 4] True False True
