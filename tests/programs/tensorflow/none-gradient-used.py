import tensorflow as tf
g = None
0.1 * g  # expect error: TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'
