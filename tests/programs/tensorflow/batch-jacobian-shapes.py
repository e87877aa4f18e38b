import tensorflow as tf
x = tf.Variable([[1.0, 2.0]])
with tf.GradientTape() as tape:
    y = tf.concat([x, x], 0)
tape.batch_jacobian(y, x)  # expect error: ValueError: Need first dimension of target shape ((2, 2)) and source shape ((1, 2)) to match.
