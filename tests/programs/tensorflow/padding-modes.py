import tensorflow as tf
t = tf.constant([[1, 2, 3], [4, 5, 6]])
print(tf.pad(t, [[1, 1], [2, 2]], 'CONSTANT').numpy())
# expect: [[0 0 0 0 0 0 0]
# expect:  [0 0 1 2 3 0 0]
# expect:  [0 0 4 5 6 0 0]
# expect:  [0 0 0 0 0 0 0]]
print(tf.pad(t, [[1, 1], [2, 2]], 'REFLECT').numpy())
# expect: [[6 5 4 5 6 5 4]
# expect:  [3 2 1 2 3 2 1]
# expect:  [6 5 4 5 6 5 4]
# expect:  [3 2 1 2 3 2 1]]
print(tf.pad(t, [[1, 1], [2, 2]], mode='SYMMETRIC').numpy())
# expect: [[2 1 1 2 3 3 2]
# expect:  [2 1 1 2 3 3 2]
# expect:  [5 4 4 5 6 6 5]
# expect:  [5 4 4 5 6 6 5]]
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.pad(x, [[2, 1]], 'REFLECT'))
print(tape.gradient(y, x))
# The padding gathers, so its gradient comes as rows.
# expect: IndexedSlices(indices=tf.Tensor([2 1 0 1 2 1], shape=(6,), dtype=int64), values=tf.Tensor([1. 1. 1. 1. 1. 1.], shape=(6,), dtype=float32), dense_shape=tf.Tensor([3], shape=(1,), dtype=int32))
