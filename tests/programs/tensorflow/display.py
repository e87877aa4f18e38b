import tensorflow as tf
print(repr(tf.constant(6.0)))  # expect: <tf.Tensor: shape=(), dtype=float32, numpy=6.0>
print(tf.constant([[1.0], [2.0]]))
# expect: tf.Tensor(
# expect: [[1.]
# expect:  [2.]], shape=(2, 1), dtype=float32)
v = tf.Variable([[0.0], [1.0]], name='w')
v
# expect: <tf.Variable 'w:0' shape=(2, 1) dtype=float32, numpy=
# expect: array([[0.],
# expect:        [1.]], dtype=float32)>
