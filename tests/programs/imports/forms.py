import math
import math as m
from math import pi, sqrt as root
from math import (floor,
                  ceil)
print(math.pi == m.pi == pi, root(4), floor(1.5), ceil(1.5))  # expect: True 2.0 1 2
def f():
    import math as inner
    return inner.e
print(f() == math.e)  # expect: True
