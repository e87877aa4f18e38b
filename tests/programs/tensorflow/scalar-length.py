import tensorflow as tf
len(tf.constant(1.0))  # expect error: TypeError: Scalar tensor has no `len()`
