# not python: cells have no descriptors of their own
class Five:  # expect error: NotImplementedError: __get__ is not supported in cells
    def __get__(self, instance, owner):
        return 5
