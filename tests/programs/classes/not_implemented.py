class A:
    def __add__(self, o):
        return NotImplemented
class B:
    def __radd__(self, o):
        return 'B added'
print(A() + B(), 1 + B())  # expect: B added B added
A() + 1  # expect error: TypeError: unsupported operand type(s) for +: 'A' and 'int'
