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

# full_matrices=True: square orthogonal factors.
a = tf.constant([[3.0, 0.0], [0.0, -2.0], [0.0, 0.0]])
s, u, v = tf.linalg.svd(a, full_matrices=True)
print(s.shape, u.shape, v.shape, tf.round(tf.matmul(u, u, transpose_a=True)).numpy().tolist())
# expect: (2,) (3, 3) (2, 2) [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
q, r = tf.linalg.qr(a, full_matrices=True)
print(q.shape, r.shape, float(tf.norm(q @ r - a)) < 1e-6)  # expect: (3, 3) (3, 2) True
q, r = tf.linalg.qr(tf.transpose(a), full_matrices=True)
print(q.shape, r.shape)  # expect: (2, 2) (2, 3)

# The gradient of a wide matrix's factors, and where TensorFlow has none.
w = tf.Variable([[2.0, 1.0, 3.0], [0.0, 4.0, 5.0]])
with tf.GradientTape() as t:
    q, r = tf.linalg.qr(w)
    y = tf.reduce_sum(tf.matmul(q, r) * [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(tf.round(t.gradient(y, w) * 1000.0).numpy() / 1000.0)
# expect: [[1. 2. 3.]
# expect:  [4. 5. 6.]]
tall = tf.Variable([[2.0, 1.0], [0.0, 4.0], [1.0, 1.0], [1.0, 3.0]])
with tf.GradientTape(persistent=True) as t:
    q, r = tf.linalg.qr(tall, full_matrices=True)
    s, u, v = tf.linalg.svd(tall, full_matrices=True)
try:
    t.gradient(r, tall)
except NotImplementedError as e:
    print(e)  # expect: QrGrad not implemented when nrows > ncols and full_matrices is true.
t.gradient(u, tall)  # expect error: NotImplementedError: svd gradient is not implemented for abs(m - n) > 1 when full_matrices is True
