import math
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5))  # expect: -3 -2 -2
print(math.gcd(12, 18), math.factorial(20), math.comb(5, 2), math.isqrt(99))  # expect: 6 2432902008176640000 10 9
print(math.hypot(3, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3]))  # expect: 5.0 1.0 6
print(math.log(8, 2), math.log2(8), math.log10(1000), math.exp(0))  # expect: 3.0 3.0 3.0 1.0
print(math.isclose(0.1 + 0.2, 0.3), math.copysign(1, -0.0))  # expect: True -1.0
