print({x % 3 for x in range(10)}, {len(w) for w in ['a', 'bb', 'cc']}, set(), len({1, 1.0, True}))  # expect: {0, 1, 2} {1, 2} set() 1
