import tensorflow as tf
x = tf.constant([1.0])
x[0] = 2.0  # expect error: TypeError: 'tensorflow.python.framework.ops.EagerTensor' object does not support item assignment
