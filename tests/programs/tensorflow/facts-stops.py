# What TensorFlow 2.5 does, statement by statement: stops and surprises.
import math
import numpy as np
import tensorflow as tf

# Not watched.
x = tf.constant(2.0)
with tf.GradientTape() as t:
    y = x * x
print(t.gradient(y, x))  # expect: None

# A variable overwritten by a tensor.
x = tf.Variable(2.0)
for epoch in range(2):
    with tf.GradientTape() as tape:
        y = x + 1
    print(type(x).__name__, ":", tape.gradient(y, x))
    x = x + 1
# expect: ResourceVariable : tf.Tensor(1.0, shape=(), dtype=float32)
# expect: EagerTensor : None

# Left the tape: NumPy, .numpy(), float(), Python's math.
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    x2 = x ** 2
    y = np.mean(x2, axis=0)
    y = tf.reduce_mean(y, axis=0)
print(tape.gradient(y, x), y.numpy())  # expect: None 7.5
s = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    a = tf.constant(s.numpy()) * 2.0
    b = tf.constant(float(s)) * 2.0
    c = tf.constant(math.sin(s)) * 2.0
    d = tf.constant(np.square(s * 1.0))
    mixed = s * float(s)
print(tape.gradient(a, s), tape.gradient(b, s), tape.gradient(c, s), tape.gradient(d, s), tape.gradient(mixed, s).numpy())
# expect: None None None None 2.0

# Whole numbers, bool and text on the way.
w = tf.constant(10)
with tf.GradientTape(persistent=True) as tape:
    a = tf.cast(tf.cast(s, tf.int32), tf.float32) * 2.0
    b = tf.cast(s > 1.0, tf.float32) * s
print(tape.gradient(a, s), tape.gradient(b, s).numpy())  # expect: None 1.0

# State stops the gradient: y depends on the variable, not on what was assigned to it.
x0 = tf.Variable(3.0)
x1 = tf.Variable(0.0)
with tf.GradientTape(persistent=True) as tape:
    x1.assign_add(x0)
    y = x1 ** 2
print(tape.gradient(y, x0), tape.gradient(y, x1).numpy())  # expect: None 6.0
v = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    v[0:2].assign([x0 * 1.0, x0 * 2.0])
    y = tf.reduce_sum(v * v)
print(tape.gradient(y, x0), tape.gradient(y, v).numpy())  # expect: None [ 6. 12.  6.]

# tf.stop_gradient.
with tf.GradientTape(persistent=True) as tape:
    y = x0 ** 2
    z = x0 ** 2
    r = y + tf.stop_gradient(z)
    only = tf.stop_gradient(y)
print(tape.gradient(r, x0).numpy(), r.numpy(), tape.gradient(only, x0))  # expect: 6.0 18.0 None

# floor, ceil, round and rint have no gradient; sign has zeros.
u = tf.Variable([-1.5, 2.5])
with tf.GradientTape(persistent=True) as tape:
    results = [tf.floor(u), tf.math.ceil(u), tf.round(u), tf.math.rint(u)]
    sign = tf.sign(u)
print([tape.gradient(r, u) for r in results], tape.gradient(sign, u).numpy())  # expect: [None, None, None, None] [0. 0.]

# argmax, comparisons, one_hot, shape, size, range.
with tf.GradientTape(persistent=True) as tape:
    results = [tf.argmax(u), u > 0, u == u, tf.one_hot(tf.argmax(u), 2), tf.shape(u), tf.size(u), tf.range(u[1])]
print([tape.gradient(tf.cast(r, tf.float32), u) for r in results])  # expect: [None, None, None, None, None, None, None]

# Connected, with the derivative 0.
a = tf.Variable(2.0)
z0 = tf.Variable(0.0)
with tf.GradientTape() as tape:
    y = a * z0 ** 2
print(tape.gradient(y, a))  # expect: tf.Tensor(0.0, shape=(), dtype=float32)
