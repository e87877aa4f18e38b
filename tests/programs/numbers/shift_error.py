print(1 << 3)  # expect: 8
1 << -1  # expect error: ValueError: negative shift count
