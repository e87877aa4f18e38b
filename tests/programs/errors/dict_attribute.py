d = {'a': 1}
d.a  # expect error: AttributeError: 'dict' object has no attribute 'a'
