# What TensorFlow 2.5 does, statement by statement: jacobian() and batch_jacobian().
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# 1. Shape of the target, then of the source; the result mirrors the sources; a tape that keeps once will do.
x = tf.linspace(-10.0, 10.0, 5)
delta = tf.Variable(0.0)
with tf.GradientTape() as tape:
    y = tf.nn.sigmoid(x + delta)
print(tape.jacobian(y, delta).shape)  # expect: (5,)
w = tf.Variable(tf.ones([5, 10]))
data = tf.ones([7, 5])
with tf.GradientTape(persistent=True) as tape:
    y = tf.matmul(data, w)
    total = tf.reduce_sum(y)
print(tape.jacobian(y, w).shape, tape.jacobian(total, w).shape)  # expect: (7, 10, 5, 10) (5, 10)
j = tape.jacobian(y, {'w': w, 'no': [delta]})
print(j['w'].shape, j['no'])  # expect: (7, 10, 5, 10) [None]
print(tape.jacobian(total, delta), tape.jacobian(y, delta, unconnected_gradients='zero').shape)  # expect: None (7, 10)
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    y = tf.stack([v[0] * v[1], v[0] ** 2, v[1]])
print(tape.jacobian(y, v).numpy().tolist())  # expect: [[2.0, 1.0], [2.0, 0.0], [0.0, 1.0]]
with tf.GradientTape() as tape:
    y = v * v
error(lambda: tape.jacobian([y, y], v))  # expect: AttributeError: 'list' object has no attribute 'shape'

# 2. Without pfor it takes a persistent tape.
with tf.GradientTape() as tape:
    y = v * v
error(lambda: tape.jacobian(y, v, experimental_use_pfor=False))
# expect: RuntimeError: GradientTape must be created with persistent=True to compute the jacobian with eager execution enabled and with  experimental_use_pfor set to False.
with tf.GradientTape(persistent=True) as tape:
    y = v * v
print(tape.jacobian(y, v, experimental_use_pfor=False).numpy().tolist())  # expect: [[2.0, 0.0], [0.0, 4.0]]

# 4. batch_jacobian: one source, a common first extent.
b = tf.constant([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(b)
    y = b * b
    cube = tf.stack([b, b * b, b * b * b], axis=2)
    vectors = tf.reduce_sum(b, 1)
    twice = tf.concat([b, b], 0)
    constant = tf.ones([2, 3])
print(tape.batch_jacobian(y, b).numpy().tolist())  # expect: [[[2.0, 0.0], [0.0, 4.0]], [[6.0, 0.0], [0.0, 8.0]]]
print(tape.batch_jacobian(cube, b).shape)  # expect: (2, 2, 3, 2)
error(lambda: tape.batch_jacobian(vectors, b))  # expect: ValueError: Need first dimension of target shape ((2,)) and source shape ((2, 2)) to match.
error(lambda: tape.batch_jacobian(twice, b))  # expect: ValueError: Need first dimension of target shape ((4, 2)) and source shape ((2, 2)) to match.
print(tape.batch_jacobian(constant, b).numpy().tolist())  # expect: [[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]]
with tf.GradientTape(persistent=True) as tape:
    tape.watch(b)
    mixed = tf.matmul(tf.constant([[1.0, 10.0], [100.0, 1000.0]]), b)
full = tape.jacobian(mixed, b)
print(tape.batch_jacobian(mixed, b).numpy().tolist() == tf.einsum('tyix->iyx', full).numpy().tolist())  # expect: True

# 5. The Hessian of a layer.
kernel = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        loss = tf.reduce_mean(tf.matmul(b, kernel) ** 2)
    g = t1.gradient(loss, kernel)
h = t2.jacobian(g, kernel)
print(h.shape, tf.reshape(h, [4, 4]).numpy().tolist()[0])  # expect: (2, 2, 2, 2) [5.0, 0.0, 7.0, 0.0]
