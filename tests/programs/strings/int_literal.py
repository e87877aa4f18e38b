print(int('12'))  # expect: 12
int('1.5')  # expect error: ValueError: invalid literal for int() with base 10: '1.5'
