import math
print(math.factorial(25), math.isqrt(10 ** 40), math.log(10 ** 400))  # expect: 15511210043330985984000000 100000000000000000000 921.0340371976182
print(math.gcd(2 ** 80, 6 ** 50))  # expect: 1125899906842624
