import tensorflow as tf
tf.constant([[1.0], [1.0, 2.0]])  # expect error: ValueError: Can't convert non-rectangular Python sequence to Tensor.
