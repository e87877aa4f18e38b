class Model:
    def __init__(self):
        self.weight = 1
m = Model()
print(m.weight)  # expect: 1
m.wieght  # expect error: AttributeError: 'Model' object has no attribute 'wieght'
