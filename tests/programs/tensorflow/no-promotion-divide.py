import tensorflow as tf
tf.constant(1.0) / tf.constant(1)  # expect error: TypeError: x and y must have the same dtype, got tf.float32 != tf.int32
