import tensorflow as tf
x = tf.constant([[2.0, 3.0], [1.0, 4.0]])
w = tf.constant([[1.0], [1.0]])
with tf.autodiff.ForwardAccumulator(x, tf.constant([[1.0, 0.0], [0.0, 1.0]])) as acc:
    y = tf.reduce_sum(tf.matmul(x, w) ** 2)
print(acc.jvp(y))  # expect: tf.Tensor(20.0, shape=(), dtype=float32)
print(acc.jvp(w))  # expect: None
# Forward over reverse: a Hessian-vector product.
v = tf.Variable([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(v, tf.constant([1.0, 1.0])) as acc:
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v ** 3)
    g = tape.gradient(loss, v)
print(acc.jvp(g).numpy())  # expect: [ 6. 12.]
# Reverse over forward.
p = tf.constant(3.0)
with tf.GradientTape() as tape:
    tape.watch(p)
    with tf.autodiff.ForwardAccumulator(p, tf.constant(1.0)) as acc:
        y = p * p * p
    slope = acc.jvp(y)
print(slope.numpy(), tape.gradient(slope, p).numpy())  # expect: 27.0 18.0
# Forward over forward.
with tf.autodiff.ForwardAccumulator(p, tf.constant(1.0)) as outer:
    with tf.autodiff.ForwardAccumulator(p, tf.constant(1.0)) as inner:
        y = p ** 3.0
    first = inner.jvp(y)
print(outer.jvp(first).numpy())  # expect: 18.0
