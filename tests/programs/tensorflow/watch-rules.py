import tensorflow as tf
x = tf.constant(3.0)
c = tf.constant(2.0)
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = x * c
print(t.gradient(y, x))  # expect: tf.Tensor(2.0, shape=(), dtype=float32)
# The other input of a recorded operation is no source unless it is watched.
print(t.gradient(y, c))  # expect: None
# Watching late changes nothing that was recorded before.
with tf.GradientTape() as t:
    y = x * x
    t.watch(x)
print(t.gradient(y, x))  # expect: None
# The target itself is its own source.
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = x * x
    z = y * y
print(t.gradient(z, z))  # expect: tf.Tensor(1.0, shape=(), dtype=float32)
print(t.gradient(x, x))  # expect: tf.Tensor(1.0, shape=(), dtype=float32)
# Intermediates are sources too, and the walk goes on through them.
print(t.gradient(z, [x, y]))  # expect: [<tf.Tensor: shape=(), dtype=float32, numpy=108.0>, <tf.Tensor: shape=(), dtype=float32, numpy=18.0>]
