import tensorflow as tf

# Forward mode goes through a custom gradient as TensorFlow's does: the rule, turned around.
@tf.custom_gradient
def times_ten(x):
    return x * x, lambda dy: dy * 10.0
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 3.0])) as acc:
    y = times_ten(x) * 2.0
print(y.numpy(), acc.jvp(y).numpy())  # expect: [2. 8.] [20. 60.]

# The Jacobian need not be square, and an argument may get None.
@tf.custom_gradient
def product(a, b):
    def grad(dy):
        return tf.matmul(dy, b, transpose_b=True), None
    return tf.matmul(a, b), grad
a = tf.constant([[1.0, 2.0]])
b = tf.constant([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]])
with tf.autodiff.ForwardAccumulator([a, b], [tf.constant([[1.0, 10.0]]), tf.ones([2, 3])]) as acc:
    y = product(a, b)
print(acc.jvp(y).numpy())  # expect: [[ 1. 10. 32.]]

# Several results, and one that does not move.
@tf.custom_gradient
def both(x, z):
    return (x * z, z * 2.0), lambda dx, dz: (dx * z, dx * x + dz * 2.0)
z = tf.constant([5.0, 7.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 1.0])) as acc:
    p, q = both(x, z)
    other = times_ten(z)
print(acc.jvp(p).numpy(), acc.jvp(q).numpy(), acc.jvp(other))  # expect: [5. 7.] [0. 0.] None

# Nested: forward over forward, and reverse over forward; the rule itself is differentiated.
@tf.custom_gradient
def cube(x):
    return x ** 3, lambda dy: dy * 3.0 * x ** 2
v = tf.constant(2.0)
with tf.autodiff.ForwardAccumulator(v, tf.constant(1.0)) as outer:
    with tf.autodiff.ForwardAccumulator(v, tf.constant(1.0)) as inner:
        y = cube(v)
    first = inner.jvp(y)
print(first.numpy(), outer.jvp(first).numpy())  # expect: 12.0 12.0
with tf.GradientTape() as tape:
    tape.watch(v)
    with tf.autodiff.ForwardAccumulator(v, tf.constant(1.0)) as inner:
        y = cube(v)
    first = inner.jvp(y)
print(first.numpy(), tape.gradient(first, v).numpy())  # expect: 12.0 12.0

# Clipping is not linear in what arrives: TensorFlow differentiates the rule at ones.
@tf.custom_gradient
def scaled(x):
    return x, lambda dy: dy * tf.constant([2.0, 4.0])
w = tf.Variable([1.0, 1.0])
with tf.autodiff.ForwardAccumulator(w, tf.constant([1.0, 1.0])) as acc:
    y = tf.reduce_sum(scaled(w * 3.0))
print(acc.jvp(y).numpy())  # expect: 18.0
