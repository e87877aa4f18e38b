import tensorflow as tf
w = tf.constant(1.0)
w.assign_sub(0.1)  # expect error: AttributeError: 'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'assign_sub'
