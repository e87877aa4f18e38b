class K:
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        return self.v == o.v
    def __hash__(self):
        return hash(self.v % 2)
print(len({K(1), K(1), K(2)}), {K(1): 'a'}[K(1)], K(1) in [K(3), K(1)])  # expect: 2 a True
class U:
    def __eq__(self, o):
        return True
{U(): 1}  # expect error: TypeError: unhashable type: 'U'
