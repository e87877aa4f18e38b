import tensorflow as tf
x = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    y = x * x
print(tape.jacobian(y, x).numpy())
# expect: [[2. 0.]
# expect:  [0. 4.]]
delta = tf.Variable(0.0)
with tf.GradientTape() as tape:
    z = tf.sin(x + delta)
j = tape.jacobian(z, [x, delta])
print(j[0].shape, j[1].shape)  # expect: (2, 2) (2,)
# The Hessian: inner gradient, outer jacobian.
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        loss = tf.reduce_sum(x ** 3)
    g = inner.gradient(loss, x)
print(outer.jacobian(g, x).numpy())
# expect: [[ 6.  0.]
# expect:  [ 0. 12.]]
with tf.GradientTape(persistent=True) as tape:
    y = 2.0 * x
print(tape.jacobian(y, tf.constant(1.0)))  # expect: None
