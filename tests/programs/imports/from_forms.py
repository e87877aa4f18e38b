from math import pi, sqrt as root
import math as m
print(pi == m.pi, root(16), m.sqrt(9))  # expect: True 4.0 3.0
from math import nothing  # expect error: ImportError: cannot import name 'nothing' from 'math' (unknown location)
