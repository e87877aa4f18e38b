import tensorflow as tf
b = tf.constant(3.0)
b *= 2
print(b)  # expect: tf.Tensor(6.0, shape=(), dtype=float32)
v = tf.Variable(3.0)
v += 1  # expect error: RuntimeError: Variable += value not supported. Use variable.assign_add(value) to modify the variable value and variable = variable + value to get a new Tensor object.
