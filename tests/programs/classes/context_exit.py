class M:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        print('enter')
        return 'value'
    def __exit__(self, kind, error, trace):
        print('exit', kind.__name__ if kind else None, error)
        return self.swallow
with M(True) as v:
    print(v)
    1 / 0
with M(False), M(True):
    print('two')
with M(False):
    {}['k']  # expect error: KeyError: 'k'
# expect: enter
# expect: value
# expect: exit ZeroDivisionError division by zero
# expect: enter
# expect: enter
# expect: two
# expect: exit None None
# expect: exit None None
# expect: enter
# expect: exit KeyError 'k'
