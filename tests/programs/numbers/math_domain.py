import math
print(math.sqrt(4))  # expect: 2.0
math.sqrt(-1)  # expect error: ValueError: math domain error
