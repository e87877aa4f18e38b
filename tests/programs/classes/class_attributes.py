class A:
    shared = []
    n = 1
a, b = A(), A()
a.shared.append(1)
a.n = 5
print(b.shared, A.n, a.n, b.n, a.__dict__, hasattr(b, 'n'), getattr(b, 'q', 'none'))  # expect: [1] 1 5 1 {'n': 5} True none
setattr(b, 'q', 3)
print(b.q, type(b).__name__, type(b) is A, type(b) == A)  # expect: 3 A True True
