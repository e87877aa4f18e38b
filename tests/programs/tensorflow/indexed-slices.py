import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
    y = tf.reduce_sum(tf.gather(x, [0, 2]) * 2.0)
    z = y + tf.reduce_sum(x)
g = t.gradient(y, x)
print(g)
# expect: IndexedSlices(indices=tf.Tensor([0 2], shape=(2,), dtype=int32), values=tf.Tensor(
# expect: [[2. 2.]
# expect:  [2. 2.]], shape=(2, 2), dtype=float32), dense_shape=tf.Tensor([3 2], shape=(2,), dtype=int32))
print(tf.convert_to_tensor(g).numpy())
# expect: [[2. 2.]
# expect:  [0. 0.]
# expect:  [2. 2.]]
print(g.values.shape, g.indices.numpy())  # expect: (2, 2) [0 2]
# Slicing, and a dense contribution beside it, give a dense gradient.
print(t.gradient(z, x).numpy())
# expect: [[3. 3.]
# expect:  [1. 1.]
# expect:  [3. 3.]]
