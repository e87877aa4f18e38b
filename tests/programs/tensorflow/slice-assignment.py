import tensorflow as tf
x = tf.Variable([[1, 2, 3], [4, 5, 6]])
x[1, 2].assign(9)
print(x.numpy().tolist())  # expect: [[1, 2, 3], [4, 5, 9]]
x[0:2, :].assign(tf.ones((2, 3), dtype=tf.int32) * 12)
x[:, 0].assign_add([1, 2])
print(x.numpy().tolist())  # expect: [[13, 12, 12], [14, 12, 12]]
