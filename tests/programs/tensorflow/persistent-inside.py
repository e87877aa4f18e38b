import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as g:
    g.watch(x)
    y = x * x
    dy = g.gradient(y, x)
    again = g.gradient(y, x)
# expect: WARNING:tensorflow:Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient than calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to increased CPU and memory usage). Only call GradientTape.gradient inside the context if you actually want to trace the gradient in order to compute higher order derivatives.
print(g.gradient(dy, x))  # expect: tf.Tensor(2.0, shape=(), dtype=float32)
# A non-persistent tape asked inside its own block stops recording there.
with tf.GradientTape() as t:
    t.watch(x)
    y = x * x
    print(t.gradient(y, x))  # expect: tf.Tensor(6.0, shape=(), dtype=float32)
    z = y * y
