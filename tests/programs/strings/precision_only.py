print(format(0.0, '.1'), format(200.0, '.3'), format(-253.58, '>+3.3'))  # expect: 0e+00 2e+02 -2.54e+02
print(format(25.0, '.3'), format(99.99, '.3'), format(1e22, '.5'))  # expect: 25.0 1e+02 1e+22
print(f'{0.00001234:.3} {1.5:.1} {12.5:.4} {-0.0:.2}')  # expect: 1.23e-05 2e+00 12.5 -0.0
