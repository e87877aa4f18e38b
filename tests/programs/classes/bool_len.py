class E:
    def __len__(self):
        return 0
class F:
    def __bool__(self):
        return False
print(bool(E()), bool(F()), 'x' if E() else 'y', not F(), len(E()))  # expect: False False y True 0
