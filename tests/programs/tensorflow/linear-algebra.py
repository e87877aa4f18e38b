import tensorflow as tf
a = tf.constant([[2.0, 0.0], [0.0, 4.0]])
print(tf.linalg.inv(a).numpy().tolist(), tf.linalg.det(a).numpy())  # expect: [[0.5, 0.0], [0.0, 0.25]] 8.0
print(tf.linalg.solve(a, [[2.0], [4.0]]).numpy().ravel())  # expect: [1. 1.]
print(tf.linalg.matvec(a, [1.0, 1.0]).numpy(), tf.linalg.trace(a).numpy())  # expect: [2. 4.] 6.0
print(tf.tensordot(tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0]), axes=1).numpy())  # expect: 11.0
print(tf.einsum('ij,jk->ik', a, a).numpy().tolist())  # expect: [[4.0, 0.0], [0.0, 16.0]]
print(tf.linalg.cholesky(tf.constant([[4.0, 2.0], [2.0, 5.0]])).numpy().tolist())  # expect: [[2.0, 0.0], [1.0, 2.0]]
print(tf.norm(tf.constant([3.0, -4.0]), ord=1).numpy())  # expect: 7.0
x = tf.Variable([[1.0, 2.0], [3.0, 5.0]])
with tf.GradientTape() as t:
    d = tf.linalg.det(x)
print(t.gradient(d, x).numpy().round(4).tolist())  # expect: [[5.0, -3.0], [-2.0, 1.0]]
