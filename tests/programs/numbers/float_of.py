print(float('1e3'), float(' -2.5 '), float('inf'), float('-Infinity'))  # expect: 1000.0 -2.5 inf -inf
print(float('nan') == float('nan'), float(3), float())  # expect: False 3.0 0.0
float('1,5')  # expect error: ValueError: could not convert string to float: '1,5'
