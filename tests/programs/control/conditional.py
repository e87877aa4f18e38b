x = 5
print('big' if x > 3 else 'small', 1 if x < 0 else 2 if x < 10 else 3)  # expect: big 2
