class C:
    def __init__(self):
        self._t = 20
    @property
    def f(self):
        return self._t * 9 / 5 + 32
    @f.setter
    def f(self, v):
        self._t = (v - 32) * 5 / 9
c = C()
c.f = 212
print(c.f, c._t)  # expect: 212.0 100.0
class D:
    @property
    def x(self):
        return 1
D().x = 2  # expect error: AttributeError: can't set attribute
