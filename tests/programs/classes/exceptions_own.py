class ShapeError(ValueError):
    def __init__(self, shape):
        super().__init__('bad shape ' + str(shape))
        self.shape = shape
try:
    raise ShapeError((1, 2))
except ValueError as e:
    print(type(e).__name__, e, e.shape, e.args)  # expect: ShapeError bad shape (1, 2) (1, 2) ('bad shape (1, 2)',)
raise ShapeError(3)  # expect error: ShapeError: bad shape 3
