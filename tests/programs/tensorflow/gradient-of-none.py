import tensorflow as tf
x = tf.Variable(1.0)
def loss():
    x * x
with tf.GradientTape() as t:
    y = loss()
t.gradient(y, x)  # expect error: TypeError: Cannot convert value None to a TensorFlow DType.
