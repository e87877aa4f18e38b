import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
x = tf.constant(100.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = log1pexp(x)
print(t.gradient(y, x))  # expect: tf.Tensor(1.0, shape=(), dtype=float32)
@tf.custom_gradient
def product(a, b):
    def grad(upstream):
        return 10.0 * upstream * b, 100.0 * upstream * a
    return a * b, grad
a = tf.Variable(2.0)
b = tf.Variable(3.0)
with tf.GradientTape() as t:
    y = product(a, b) * 1.0
da, db = t.gradient(y, [a, b])
print(da.numpy(), db.numpy())  # expect: 30.0 200.0
