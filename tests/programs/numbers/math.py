import math
print(math.pi, math.e)  # expect: 3.141592653589793 2.718281828459045
print(math.sqrt(2), math.exp(1), math.log(10), math.log(8, 2))  # expect: 1.4142135623730951 2.718281828459045 2.302585092994046 3.0
print(math.sin(0), math.cos(0), math.tanh(0.5))  # expect: 0.0 1.0 0.46211715726000974
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-2.7))  # expect: -2 2 -2
print(math.isnan(float('nan')), math.isinf(1.0), math.isclose(0.1 + 0.2, 0.3))  # expect: True False True
print(math.gcd(12, 18), math.factorial(5), math.hypot(3, 4), math.pow(2, 3))  # expect: 6 120 5.0 8.0
