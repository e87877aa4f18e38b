import tensorflow as tf
for x in tf.constant(1.0):  # expect error: TypeError: Cannot iterate over a scalar tensor.
    pass
