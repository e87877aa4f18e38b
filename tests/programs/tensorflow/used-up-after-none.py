import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape() as t:
    y = x * x
print(t.gradient(y, x))  # expect: None
t.gradient(y, x)  # expect error: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
