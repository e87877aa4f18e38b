class P:
    count = 0
    def __init__(self):
        P.count += 1
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    def double(x):
        return 2 * x
P.make()
P()
print(P.count, P.double(4), P().double(5), P.make().count)  # expect: 2 8 10 4
