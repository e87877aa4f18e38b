class M:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print('enter', self.name)
        return self.name
    def __exit__(self, kind, value, trace):
        print('exit', self.name, kind is not None)
        return self.swallow
with M('a') as a, M('b') as b:
    print(a, b)
with M('c', True):
    1 / 0
def f():
    with M('d'):
        return 'value'
print(f())
for i in range(2):
    with M(i):
        if i == 0: continue
        break
with M('e'):
    1 / 0  # expect error: ZeroDivisionError: division by zero
# expect: enter a
# expect: enter b
# expect: a b
# expect: exit b False
# expect: exit a False
# expect: enter c
# expect: exit c True
# expect: enter d
# expect: exit d False
# expect: value
# expect: enter 0
# expect: exit 0 False
# expect: enter 1
# expect: exit 1 False
# expect: enter e
# expect: exit e True
