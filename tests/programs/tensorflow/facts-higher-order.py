# What TensorFlow 2.5 does, statement by statement: higher orders.
import tensorflow as tf

# 1. The inner gradient is taken while the outer tape is active.
x = tf.Variable(1.0)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = x * x * x
    dy_dx = t1.gradient(y, x)
d2y_dx2 = t2.gradient(dy_dx, x)
print(dy_dx.numpy(), d2y_dx2.numpy())  # expect: 3.0 6.0
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = x * x * x
dy_dx = t1.gradient(y, x)
print(t2.gradient(dy_dx, x))  # expect: None

# 2. A persistent tape around one that is not: a Hessian by rows.
p = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = p[0] ** 2 * p[1] + p[1] ** 3
    g = inner.gradient(y, p)
    parts = [g[0], g[1]]
print([outer.gradient(part, p).numpy().tolist() for part in parts])  # expect: [[4.0, 2.0], [2.0, 12.0]]

# 3. Second derivatives that nothing recorded connects are None.
w1, w2 = tf.Variable(5.0), tf.Variable(3.0)
with tf.GradientTape(persistent=True) as hessian_tape:
    with tf.GradientTape() as jacobian_tape:
        z = 3 * w1 ** 2 + 2 * w1 * w2
    jacobians = jacobian_tape.gradient(z, [w1, w2])
hessians = [hessian_tape.gradient(jacobian, [w1, w2]) for jacobian in jacobians]
print([[None if h is None else h.numpy() for h in row] for row in hessians])  # expect: [[6.0, 2.0], [2.0, None]]
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = 3 * x
    first = t1.gradient(y, x)
print(first.numpy(), t2.gradient(first, x))  # expect: 3.0 None

# 4. To any order.
def derivative(f, n):
    if n == 0:
        return f
    def g(x):
        with tf.GradientTape() as t:
            t.watch(x)
            y = derivative(f, n - 1)(x)
        return t.gradient(y, x)
    return g
c = tf.constant(2.0)
print([derivative(lambda x: x ** 5, n)(c).numpy() for n in range(6)])  # expect: [32.0, 80.0, 160.0, 240.0, 240.0, 120.0]
print([round(float(derivative(tf.exp, n)(tf.constant(0.0))), 5) for n in range(5)])  # expect: [1.0, 1.0, 1.0, 1.0, 1.0]
