x = 1
def f():
    x = 2
    def g():
        return x
    return g()
print(f(), x, [x for x in range(3)], x)  # expect: 2 1 [0, 1, 2] 1
