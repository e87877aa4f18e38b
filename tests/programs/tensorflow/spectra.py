import tensorflow as tf
a = tf.constant([[2.0, 1.0], [1.0, 2.0]])
e, v = tf.linalg.eigh(a)
print(e.numpy(), tf.abs(v).numpy())
# expect: [1. 3.] [[0.70710677 0.70710677]
# expect:  [0.70710677 0.70710677]]
s, u, w = tf.linalg.svd(tf.constant([[3.0, 0.0], [0.0, -2.0], [0.0, 0.0]]))
print(s.numpy(), u.shape, w.shape)  # expect: [3. 2.] (3, 2) (2, 2)
q, r = tf.linalg.qr(tf.constant([[3.0, 1.0], [4.0, 2.0]]))
print(tf.abs(r).numpy())
# expect: [[5.  2.2]
# expect:  [0.  0.4]]
x = tf.Variable([[2.0, 0.0], [0.0, 5.0]])
with tf.GradientTape(persistent=True) as t:
    top = tf.linalg.eigvalsh(x)[1]
    nuclear = tf.reduce_sum(tf.linalg.svd(x, compute_uv=False))
    logdet = tf.linalg.slogdet(x)[1]
print(t.gradient(top, x).numpy())
# expect: [[0. 0.]
# expect:  [0. 1.]]
print(t.gradient(nuclear, x).numpy())
# expect: [[1. 0.]
# expect:  [0. 1.]]
print(t.gradient(logdet, x).numpy())
# expect: [[0.5 0. ]
# expect:  [0.  0.2]]
tf.linalg.qr(tf.ones([3, 2]), full_matrices=True)  # expect error: ValueError: full_matrices=True is not supported for (3, 2)
