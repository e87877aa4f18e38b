class Down:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n
print(list(Down(3)), sum(Down(4)), max(Down(2)), [x for x in Down(1)])  # expect: [2, 1, 0] 6 1 [0]
a, b = Down(2)
print(a, b, next(Down(9)), next(Down(0), 'none'))  # expect: 1 0 8 none
