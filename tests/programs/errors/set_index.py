s = {1, 2}
s[0]  # expect error: TypeError: 'set' object is not subscriptable
