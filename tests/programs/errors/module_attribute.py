import math
print(math.pi)  # expect: 3.141592653589793
math.sqroot(2)  # expect error: AttributeError: module 'math' has no attribute 'sqroot'
