print(bin(10), hex(255), oct(8), bin(-5), hex(-255))  # expect: 0b1010 0xff 0o10 -0b101 -0xff
print(0b101, 0xff, 0o17, 1_000_000)  # expect: 5 255 15 1000000
