import tensorflow as tf
v = tf.Variable(1.0)
v.assign_sub(None)  # expect error: ValueError: Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor.
