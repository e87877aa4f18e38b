import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = x * x * x
    first = inner.gradient(y, x)
print(first)  # expect: tf.Tensor(27.0, shape=(), dtype=float32)
print(outer.gradient(first, x))  # expect: tf.Tensor(18.0, shape=(), dtype=float32)
# Taken after the outer block ended, the first derivative is a constant to it.
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = x * x
first = inner.gradient(y, x)
print(outer.gradient(first, x))  # expect: None
# Second derivatives that nothing recorded connects are None, not 0.
w1 = tf.Variable(5.0)
w2 = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as hessian_tape:
    with tf.GradientTape() as jacobian_tape:
        z = 3 * w1 ** 2 + 2 * w1 * w2
    jacobians = jacobian_tape.gradient(z, [w1, w2])
print(jacobians[0].numpy(), jacobians[1].numpy())  # expect: 36.0 10.0
rows = [hessian_tape.gradient(jacobian, [w1, w2]) for jacobian in jacobians]
print(rows[0][0].numpy(), rows[0][1].numpy(), rows[1][0].numpy(), rows[1][1])  # expect: 6.0 2.0 2.0 None
