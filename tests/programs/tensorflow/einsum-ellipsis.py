import tensorflow as tf
a = tf.reshape(tf.range(12.0), [2, 2, 3])
b = tf.reshape(tf.range(6.0), [3, 2])
print(tf.einsum('...ij,jk->...ik', a, b).numpy().tolist())  # expect: [[[10.0, 13.0], [28.0, 40.0]], [[46.0, 67.0], [64.0, 94.0]]]
print(tf.einsum('...ij->...ji', a).shape, tf.einsum('...', a).shape, tf.einsum('...i,...i', a, a).numpy())
# expect: (2, 3, 2) (2, 2, 3) [[  5.  50.]
# expect:  [149. 302.]]
x = tf.Variable(b)
with tf.GradientTape() as t:
    y = tf.einsum('...ij,jk->...ik', a, x)
print(t.gradient(y, x).numpy())
# expect: [[18. 18.]
# expect:  [22. 22.]
# expect:  [26. 26.]]
