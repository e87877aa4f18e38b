class Vec:
    def __init__(self, *v): self.v = list(v)
    def __getitem__(self, i): return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __len__(self): return len(self.v)
    def __iter__(self): return iter(self.v)
    def __contains__(self, x): return x in self.v
    def __call__(self, k): return [x * k for x in self.v]
    def __mul__(self, k): return Vec(*[x * k for x in self.v])
    __rmul__ = __mul__
    def __neg__(self): return self * -1
    def __lt__(self, o): return sum(self.v) < sum(o.v)
    def __bool__(self): return any(self.v)
    def __str__(self): return 'Vec' + str(tuple(self.v))
v = Vec(1, 2, 3)
v[0] = 9
print(v[0], len(v), list(v), 2 in v, v(2), v * 2, 3 * v, -v, v < Vec(100), bool(Vec(0)), max(v))
for x in v: print(x)
a, b, c = v
print(a, b, c)
class Count:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(Count()), sum(Count()))
# expect: 9 3 [9, 2, 3] True [18, 4, 6] Vec(18, 4, 6) Vec(27, 6, 9) Vec(-9, -2, -3) True False 9
# expect: 9
# expect: 2
# expect: 3
# expect: 9 2 3
# expect: [1, 2, 3] 6
