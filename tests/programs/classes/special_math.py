class V:
    def __init__(self, *xs):
        self.xs = xs
    def __repr__(self):
        return 'V' + str(self.xs)
    def __add__(self, o):
        return V(*(a + b for a, b in zip(self.xs, o.xs)))
    def __mul__(self, k):
        return V(*(a * k for a in self.xs))
    __rmul__ = __mul__
    def __neg__(self):
        return self * -1
    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.xs, o.xs))
    def __eq__(self, o):
        return self.xs == o.xs
    def __abs__(self):
        return (self @ self) ** 0.5
a, b = V(1, 2), V(3, 4)
print(a + b, a * 2, 3 * a, -a, a @ b, a == V(1, 2), a != b, abs(b))  # expect: V(4, 6) V(2, 4) V(3, 6) V(-1, -2) 11 True True 5.0
a += b
print(a)  # expect: V(4, 6)
a < b  # expect error: TypeError: '<' not supported between instances of 'V' and 'V'
