x = None
print(x)  # expect: None
x.numpy()  # expect error: AttributeError: 'NoneType' object has no attribute 'numpy'
