class Box:
    def __init__(self):
        self.x = 1

    def __round__(self, digits=None):
        return 'rounded', digits

    def __delattr__(self, name):
        print('del', name)


box = Box()
print(round(box), round(box, 2))  # expect: ('rounded', None) ('rounded', 2)
del box.x
# expect: del x
print(box.x)  # expect: 1
numbers = list(range(10))
del numbers[1::3]
print(numbers)  # expect: [0, 2, 3, 5, 6, 8, 9]
del numbers[::-2]
print(numbers)  # expect: [2, 5, 8]
