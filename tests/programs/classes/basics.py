class Point:
    """A point."""
    kind = 'point'
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
    def __repr__(self):
        return f'Point({self.x}, {self.y})'
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def __eq__(self, other):
        return self.x == other.x and self.y == other.y
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    @property
    def double(self):
        return self.x * 2
    @staticmethod
    def origin():
        return Point(0)
    @classmethod
    def named(cls):
        return cls.kind
p = Point(3, 4)
print(p, p.norm(), p + Point(1), p == Point(3, 4), p != p, p.kind, Point.kind, p.double, Point.origin(), Point.named())  # expect: Point(3, 4) 5.0 Point(4, 4) True False point point 6 Point(0, 0) point
p.z = 5
print(p.z, hasattr(p, 'z'), [p], str(p), isinstance(p, Point), type(p).__name__)  # expect: 5 True [Point(3, 4)] Point(3, 4) True Point
