class Base:
    def __init__(self):
        self.log = ['base']
    def hello(self):
        return 'base hello'
    def call(self):
        return self.hello()
class Child(Base):
    def __init__(self):
        super().__init__()
        self.log.append('child')
    def hello(self):
        return 'child, ' + super().hello()
c = Child()
print(c.log, c.call(), isinstance(c, Base), issubclass(Child, Base))  # expect: ['base', 'child'] child, base hello True True
class A:
    def who(self): return 'A'
class B(A):
    def who(self): return 'B' + super().who()
class C(A):
    def who(self): return 'C' + super().who()
class D(B, C):
    def who(self): return 'D' + super().who()
print(D().who())  # expect: DBCA
