# What TensorFlow 2.5 does, statement by statement: gradient().
import numpy as np
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# 1. The result has the structure of the sources.
a = tf.Variable(2.0)
b = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    y = a * b
print(t.gradient(y, a).numpy(), [g.numpy() for g in t.gradient(y, [a])], type(t.gradient(y, (a, b))).__name__)
# expect: 3.0 [3.0] tuple
g = t.gradient(y, {'w': a, 'b': [b, (a, a)], 'c': {'n': b}})
print(list(g), g['w'].numpy(), g['b'][0].numpy(), [h.numpy() for h in g['b'][1]], g['c']['n'].numpy())
# expect: ['w', 'b', 'c'] 3.0 2.0 [3.0, 3.0] 2.0
print([g.numpy() for g in t.gradient(y, [a, a, b, a])])  # expect: [3.0, 3.0, 2.0, 3.0]
print(t.gradient(y, []), t.gradient(y, {}))  # expect: [] {}

# 2. Several targets, and targets that are no scalars: the gradient of the sum.
with tf.GradientTape(persistent=True) as t:
    y0 = a ** 2
    y1 = 1 / a
print(t.gradient({'y0': y0, 'y1': y1}, a).numpy())  # expect: 3.75
with tf.GradientTape() as t:
    y = a * [3., 4.]
print(t.gradient(y, a).numpy())  # expect: 7.0
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    y = x ** 2
    z = y ** 2
print(t.gradient([y, z], x).numpy(), t.gradient((y, [z, {'k': y}]), x).numpy())  # expect: 114.0 120.0
c = tf.Variable(4.0)
with tf.GradientTape() as t:
    p = c * c
    q = p * p
print(t.gradient([p, q], [c, p])[1].numpy())  # expect: 33.0

# 3. Intermediates as sources.
k = tf.constant(3.0)
with tf.GradientTape() as t:
    t.watch(k)
    y = k * k
    z = y * y
print([g.numpy() for g in t.gradient(z, [k, y])])  # expect: [108.0, 18.0]

# 4. The target as source.
never = tf.constant([5.0, 6.0])
with tf.GradientTape() as t:
    pass
print(t.gradient(never, never))  # expect: tf.Tensor([1. 1.], shape=(2,), dtype=float32)

# 5. A variable as target.
v0 = tf.Variable(2.0)
v1 = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as t:
    result = v0 if k > 0.0 else v1 ** 2
print(t.gradient(result, [v0, v1]))  # expect: [<tf.Tensor: shape=(), dtype=float32, numpy=1.0>, None]
print(t.gradient(v1, v0))  # expect: None

# 6. Not connected.
vector = tf.Variable([2.0, 2.0])
with tf.GradientTape(persistent=True) as t:
    z = x ** 2
print(t.gradient(z, vector), t.gradient(z, [x, vector])[1])  # expect: None None
print(t.gradient(z, vector, unconnected_gradients=tf.UnconnectedGradients.ZERO))
# expect: tf.Tensor([0. 0.], shape=(2,), dtype=float32)
print(t.gradient(z, tf.Variable([[1.0]], dtype=tf.float64), unconnected_gradients='zero'))
# expect: tf.Tensor([[0.]], shape=(1, 1), dtype=float64)
print(t.gradient(z, vector, unconnected_gradients='none'), t.gradient(z, vector, unconnected_gradients=tf.UnconnectedGradients.NONE))
# expect: None None
error(lambda: t.gradient(z, vector, unconnected_gradients='nonsense'))
# expect: ValueError: Unknown value for unconnected_gradients: 'nonsense'

# 7. output_gradients: the vector of the vector-Jacobian product.
with tf.GradientTape(persistent=True) as t:
    y = vector * vector
    s = tf.reduce_sum(vector)
print(t.gradient(y, vector, output_gradients=tf.constant([10.0, 100.0])).numpy())  # expect: [ 40. 400.]
print(t.gradient(y, vector, output_gradients=[1.0, 5.0] if False else tf.constant([1.0, 5.0])).numpy())  # expect: [ 4. 20.]
print(t.gradient([y, s], vector, output_gradients=[tf.constant([1.0, 0.0]), None]).numpy())  # expect: [5. 1.]
print(t.gradient([y, s], vector, output_gradients=[None, tf.constant(10.0)]).numpy())  # expect: [14. 14.]

# 8. Several uses are summed.
with tf.GradientTape() as t:
    t.watch(k)
    y = k * k + k * 5.0 + tf.sin(k) * 0.0 + k
print(t.gradient(y, k).numpy())  # expect: 12.0

# 9. One use.
used = 'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)'
with tf.GradientTape() as t:
    y = x * x
t.gradient(y, x)
error(lambda: t.gradient(y, x))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
error(lambda: t.jacobian(y, x))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
with tf.GradientTape() as t:
    y = vector * vector
t.jacobian(y, vector)
error(lambda: t.gradient(y, vector))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
with tf.GradientTape() as t:
    y = k * k
print(t.gradient(y, k))  # expect: None
error(lambda: t.gradient(y, k))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
error(lambda: t.batch_jacobian(tf.ones([2, 2]), tf.ones([2, 2])))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)

# 10. gradient() of a tape that keeps once, inside its own block, ends the recording.
with tf.GradientTape() as t:
    y = x * x
    inside = t.gradient(y, x)
    z = x * 100
print(inside.numpy())  # expect: 6.0
error(lambda: t.gradient(z, x))
# expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)

# 11. A persistent one inside its own block records the backward operations, and warns once.
with tf.GradientTape(persistent=True) as g:
    g.watch(k)
    y = k * k * k
    dy = g.gradient(y, k)
    d2y = g.gradient(dy, k)
# expect: WARNING:tensorflow:Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient than calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to increased CPU and memory usage). Only call GradientTape.gradient inside the context if you actually want to trace the gradient in order to compute higher order derivatives.
print(dy.numpy(), d2y.numpy(), g.gradient(dy, k).numpy(), g.gradient(g.gradient(y, k), k))  # expect: 27.0 18.0 18.0 None

# 12. Whole numbers: warnings, and None.
whole = tf.constant(10)
with tf.GradientTape() as g:
    g.watch(whole)
    y = whole * whole
print(g.gradient(y, whole))
# expect: WARNING:tensorflow:The dtype of the watched tensor must be floating (e.g. tf.float32), got tf.int32
# expect: WARNING:tensorflow:The dtype of the target tensor must be floating (e.g. tf.float32) when calling GradientTape.gradient, got tf.int32
# expect: WARNING:tensorflow:The dtype of the source tensor must be floating (e.g. tf.float32) when calling GradientTape.gradient, got tf.int32
# expect: None

# 13. What cannot be watched.
with tf.GradientTape() as t:
    error(lambda: t.watch(3.0))  # expect: ValueError: Passed in object of type <class 'float'>, not tf.Tensor
    error(lambda: t.watch(np.ones(2)))  # expect: ValueError: Passed in object of type <class 'numpy.ndarray'>, not tf.Tensor
    error(lambda: t.watch([1.0, 2.0]))  # expect: ValueError: Passed in object of type <class 'float'>, not tf.Tensor

# 14. The gradient of None: a loss function without return.
error(lambda: t.gradient(None, x))  # expect: TypeError: Cannot convert value None to a TensorFlow DType.

# 15. An operation without a registered gradient, at gradient() time.
image = tf.Variable([[[0.5, 0.0, 0.0]]])
delta = tf.Variable(0.1)
with tf.GradientTape() as t:
    new_image = tf.image.adjust_contrast(image, delta)
    print('recorded')  # expect: recorded
error(lambda: t.gradient(new_image, [image, delta]))
# expect: LookupError: gradient registry has no entry for: AdjustContrastv2

# 16. A node fires after all its consumers on the path: the sum is complete before it goes on.
with tf.GradientTape() as t:
    t.watch(k)
    m = k * 2.0
    y = m * m + m * 3.0 + m
print([g.numpy() for g in t.gradient(y, [m, k])])  # expect: [16.0, 32.0]
