import tensorflow as tf
x = tf.constant([0.5, 1.0, 2.5, 5.0])
print(tf.math.lgamma(x))   # expect: tf.Tensor([0.5723649  0.         0.28468287 3.1780539 ], shape=(4,), dtype=float32)
print(tf.math.digamma(x))  # expect: tf.Tensor([-1.96351    -0.5772157   0.70315665  1.5061177 ], shape=(4,), dtype=float32)
print(tf.math.polygamma(1.0, x))  # expect: tf.Tensor([4.934802   1.644934   0.49035776 0.22132295], shape=(4,), dtype=float32)
print(tf.math.erfinv(tf.constant([-0.5, 0.0, 0.9])))  # expect: tf.Tensor([-0.47693628  0.          1.1630871 ], shape=(3,), dtype=float32)
with tf.GradientTape() as t:
    t.watch(x)
    y = tf.reduce_sum(tf.math.lgamma(x))
print(t.gradient(y, x))  # expect: tf.Tensor([-1.96351    -0.5772157   0.70315665  1.5061177 ], shape=(4,), dtype=float32)
