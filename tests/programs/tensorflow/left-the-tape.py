import numpy as np
import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as t:
    y = np.mean(x ** 2, axis=0)
    y = tf.reduce_mean(y, axis=0)
print(t.gradient(y, x))  # expect: None
i = tf.Variable(10)
with tf.GradientTape() as t:
    y = i * i
print(t.gradient(y, i))
# expect: WARNING:tensorflow:The dtype of the target tensor must be floating (e.g. tf.float32) when calling GradientTape.gradient, got tf.int32
# expect: WARNING:tensorflow:The dtype of the source tensor must be floating (e.g. tf.float32) when calling GradientTape.gradient, got tf.int32
# expect: None
s = tf.Variable(2.0)
with tf.GradientTape() as t:
    y = tf.stop_gradient(s) * s
print(t.gradient(y, s).numpy())  # expect: 2.0
with tf.GradientTape() as t:
    y = tf.cast(tf.cast(s, tf.int32), tf.float32)
print(t.gradient(y, s))  # expect: None
