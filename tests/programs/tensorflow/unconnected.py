import tensorflow as tf
x = tf.Variable([2.0, 2.0])
y = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    z = y ** 2
print(t.gradient(z, x))  # expect: None
print(t.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO))  # expect: tf.Tensor([0. 0.], shape=(2,), dtype=float32)
print(t.gradient(z, x, unconnected_gradients='zero'))  # expect: tf.Tensor([0. 0.], shape=(2,), dtype=float32)
# Connected with derivative zero is a zero, not None.
a = tf.Variable(3.0)
x = tf.Variable(0.0)
with tf.GradientTape() as t:
    z = a * x ** 2
print(t.gradient(z, a))  # expect: tf.Tensor(0.0, shape=(), dtype=float32)
t.gradient(z, x, unconnected_gradients='nonsense')  # expect error: ValueError: Unknown value for unconnected_gradients: 'nonsense'
