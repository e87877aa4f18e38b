import tensorflow as tf

# Functions made of a few operations; the numbers are those of SciPy and scikit-learn's definitions, worked out by hand.
x = tf.constant([0.0, 1.0, 4.0])
print(tf.math.xlog1py(x, 0.0).numpy(), tf.math.reciprocal_no_nan(x).numpy(), tf.scalar_mul(2.0, x).numpy())  # expect: [0. 0. 0.] [0.   1.   0.25] [0. 2. 8.]
print(tf.math.reduce_euclidean_norm([3.0, 4.0]).numpy(), tf.math.zero_fraction(x).numpy(), tf.math.softsign(1.0).numpy())  # expect: 5.0 0.33333334 0.5
print(tf.math.ndtri(0.5).numpy(), round(float(tf.math.ndtri(0.975)), 3), tf.math.erfcinv(1.0).numpy(), round(float(tf.math.lbeta([1.0, 2.0])), 5))
# expect: 0.0 1.96 0.0 -0.69315
print(tf.math.is_non_decreasing([1, 1, 2]).numpy(), tf.math.is_strictly_increasing([1, 1, 2]).numpy())  # expect: True False
print(tf.math.cumulative_logsumexp([0.0, 0.0]).numpy())  # expect: [0.        0.6931472]
print(tf.math.bincount([1, 1, 3]).numpy(), tf.math.bincount([0, 1], weights=[0.5, 2.0], minlength=3).numpy())  # expect: [0 2 0 1] [0.5 2.  0. ]
print(tf.math.confusion_matrix([1, 2, 2], [1, 1, 2]).numpy().tolist())  # expect: [[0, 0, 0], [0, 1, 0], [0, 1, 1]]
print(tf.math.in_top_k([1, 0], [[0.1, 0.9, 0.0], [0.1, 0.2, 0.7]], 2).numpy())  # expect: [ True False]
# Matrices.
a = tf.constant([[2.0, 1.0], [1.0, 3.0]])
b = tf.constant([[1.0], [2.0]])
print(tf.linalg.set_diag(a, [9.0, 8.0]).numpy().tolist(), tf.linalg.adjoint(b).numpy().tolist())  # expect: [[9.0, 1.0], [1.0, 8.0]] [[1.0, 2.0]]
print(tf.linalg.triangular_solve(a, b).numpy().tolist(), tf.linalg.triangular_solve(a, b, lower=False).numpy().round(4).tolist())
# expect: [[0.5], [0.5]] [[0.16670000553131104], [0.666700005531311]]
l = tf.linalg.cholesky(a)
print(float(tf.norm(tf.matmul(a, tf.linalg.cholesky_solve(l, b)) - b)) < 1e-6)  # expect: True
p = tf.linalg.pinv([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
print(tf.abs(p).numpy().tolist(), tf.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]]).numpy())  # expect: [[1.0, 0.0, 0.0], [0.0, 0.5, 0.0]] 1
print(tf.linalg.inv([[1.0, 2.0], [0.0, 1.0]], adjoint=True).numpy().tolist())  # expect: [[1.0, 0.0], [-2.0, 1.0]]
# Networks.
print(tf.nn.weighted_cross_entropy_with_logits([1.0, 0.0], [0.0, 0.0], 3.0).numpy())  # expect: [2.0794415 0.6931472]
print(tf.nn.batch_normalization([1.0, 3.0], 2.0, 1.0, 10.0, 2.0, 0.0).numpy(), tf.nn.crelu([1.0, -2.0]).numpy())  # expect: [ 8. 12.] [1. 0. 0. 2.]
table = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as t:
    y = tf.reduce_sum(tf.nn.embedding_lookup(table, [1, 1]))
print(tf.convert_to_tensor(t.gradient(y, table)).numpy().tolist())  # expect: [[0.0, 0.0], [2.0, 2.0]]
print(tf.nn.log_poisson_loss([2.0], [0.0]).numpy())  # expect: [1.]
# Arguments that make no sense are errors.
for work in [lambda: tf.linalg.normalize([1.0], axis=5), lambda: tf.clip_by_norm([1.0], 1.0, axes=3), lambda: tf.scalar_mul([1.0], [1.0])]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__)
# expect: InvalidArgumentError
# expect: InvalidArgumentError
# expect: ValueError
