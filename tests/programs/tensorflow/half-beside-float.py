import tensorflow as tf
tf.constant(1.0, tf.float16) + tf.constant(1.0)  # expect error: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a half tensor but is a float tensor [Op:AddV2]
