class A:
    def who(self):
        return ['A']
class B(A):
    def who(self):
        return ['B'] + super().who()
class C(A):
    def who(self):
        return ['C'] + super().who()
class D(B, C):
    def who(self):
        return ['D'] + super().who()
print(D().who(), isinstance(D(), A), issubclass(D, C), isinstance(1, (str, int)))  # expect: ['D', 'B', 'C', 'A'] True True True
