class A:
    def __repr__(self):
        return 'A()'
class B:
    def __str__(self):
        return 'b'
    def __repr__(self):
        return 'B()'
print(A(), [A()], str(A()), B(), [B()], f'{B()} {B()!r}', '%s %r' % (B(), B()))  # expect: A() [A()] A() b [B()] b B() b B()
