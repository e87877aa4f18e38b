import numpy as np
import tensorflow as tf
print(tf.constant(1).dtype, tf.constant(1.0).dtype, tf.constant(True).dtype)  # expect: <dtype: 'int32'> <dtype: 'float32'> <dtype: 'bool'>
print(tf.constant([2, -3.4]))  # expect: tf.Tensor([ 2.  -3.4], shape=(2,), dtype=float32)
print(tf.constant(np.array([1.5])).dtype)  # expect: <dtype: 'float64'>
print(repr(tf.float32))  # expect: tf.float32
x = tf.constant([1.0, 2.0])
print(2 * x, x ** 2, 1 / x)  # expect: tf.Tensor([2. 4.], shape=(2,), dtype=float32) tf.Tensor([1. 4.], shape=(2,), dtype=float32) tf.Tensor([1.  0.5], shape=(2,), dtype=float32)
print(x * np.array([10.0, 20.0]))  # expect: tf.Tensor([10. 40.], shape=(2,), dtype=float32)
print(tf.constant(7) / tf.constant(2))  # expect: tf.Tensor(3.5, shape=(), dtype=float64)
print(tf.constant(-7) // tf.constant(2), tf.constant(-7) % tf.constant(2))  # expect: tf.Tensor(-4, shape=(), dtype=int32) tf.Tensor(1, shape=(), dtype=int32)
print(tf.Variable(range(4), dtype=tf.float32).numpy())  # expect: [0. 1. 2. 3.]
print(tf.constant([1, 2]) == tf.constant([1, 3]))  # expect: tf.Tensor([ True False], shape=(2,), dtype=bool)
print(tf.constant([1, 2]) == tf.constant([1, 3, 4]))  # expect: False
print(tf.constant(1.0) == None)  # expect: False
print(tf.constant(1) + 1.5)  # expect error: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a int32 tensor but is a float tensor [Op:AddV2]
