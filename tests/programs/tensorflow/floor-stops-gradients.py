import tensorflow as tf
x = tf.Variable(2.5)
with tf.GradientTape(persistent=True) as t:
    a = tf.floor(x)
    b = tf.round(x)
    c = tf.math.ceil(x)
    d = tf.sign(x)
print(t.gradient(a, x), t.gradient(b, x), t.gradient(c, x))  # expect: None None None
print(t.gradient(d, x))  # expect: tf.Tensor(0.0, shape=(), dtype=float32)
