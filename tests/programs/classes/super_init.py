class Base:
    def __init__(self, name='base'):
        self.name = name
class Child(Base):
    def __init__(self, extra):
        super().__init__('child')
        self.extra = extra
    def __repr__(self):
        return f'{self.name}/{self.extra}'
print(Child(3), [Child(4)])  # expect: child/3 [child/4]
Child()  # expect error: TypeError: __init__() missing 1 required positional argument: 'extra'
