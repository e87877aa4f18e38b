import numpy as np
import tensorflow as tf
h = tf.constant([0.1, 2.5], dtype=tf.float16)
print(h)  # expect: tf.Tensor([0.1 2.5], shape=(2,), dtype=float16)
print(h * 3)  # expect: tf.Tensor([0.2998 7.5   ], shape=(2,), dtype=float16)
v = tf.Variable(h)
with tf.GradientTape() as tape:
    y = tf.reduce_sum(v * v)
print(tape.gradient(y, v).numpy())  # expect: [0.2 5. ]
u = tf.cast([250, 3], tf.uint8)
print((u + 10).numpy(), u.dtype)  # expect: [ 4 13] <dtype: 'uint8'>
print((tf.constant([1], tf.int8) / tf.constant([2], tf.int8)).dtype)  # expect: <dtype: 'float32'>
print(np.array([200, 100], dtype=np.uint8) + np.array([100, 1], dtype=np.uint8))  # expect: [ 44 101]
print((np.array([1], np.int8) + np.array([1], np.uint8)).dtype, (np.float16(1) + np.array([1.0], np.float32)).dtype)  # expect: int16 float32
print(repr(np.array([0.1], np.float16)))  # expect: array([0.1], dtype=float16)
