# What TensorFlow 2.5 does, statement by statement: custom_gradient.
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# One gradient, or a list or tuple, one for each tensor argument.
@tf.custom_gradient
def one(x):
    return x * x, lambda dy: dy * 100
@tf.custom_gradient
def two_list(x, y):
    return x * y, lambda dy: [dy * 10, dy * 20]
@tf.custom_gradient
def two_tuple(x, y):
    return x * y, lambda dy: (dy * 30, None)
a, b = tf.constant(2.0), tf.constant(3.0)
with tf.GradientTape(persistent=True) as t:
    t.watch([a, b])
    p, q, r = one(a), two_list(a, b), two_tuple(a, b)
print(p.numpy(), q.numpy(), r.numpy())  # expect: 4.0 6.0 6.0
print(t.gradient(p, a).numpy(), [g.numpy() for g in t.gradient(q, [a, b])], t.gradient(r, a).numpy(), t.gradient(r, b))
# expect: 100.0 [10.0, 20.0] 30.0 None

# The body is not recorded operation by operation: an inner operation is no way from the result to the argument.
inside = []
@tf.custom_gradient
def opaque(x):
    y = x * x
    inside.append(y)
    return y * 5.0, lambda dy: dy
with tf.GradientTape(persistent=True) as t:
    t.watch(a)
    z = opaque(a)
print(z.numpy(), t.gradient(z, a).numpy(), t.gradient(z, inside[0]))  # expect: 20.0 1.0 None

# Arguments that are variables are converted to tensors.
v = tf.Variable(4.0)
@tf.custom_gradient
def kind(x):
    print(type(x).__name__)
    return x * 1.0, lambda dy: dy * 7
with tf.GradientTape() as t:
    z = kind(v)  # expect: EagerTensor
print(t.gradient(z, v).numpy())  # expect: 7.0

# Captured variables: grad_fn takes variables= and returns a pair, else TypeError.
@tf.custom_gradient
def with_variables(x):
    def grad(dy, variables=None):
        return dy * 2, [dy * 3 for _ in variables]
    return x * v, grad
with tf.GradientTape() as t:
    t.watch(a)
    z = with_variables(a)
print([g.numpy() for g in t.gradient(z, [a, v])])  # expect: [2.0, 3.0]
@tf.custom_gradient
def without(x):
    return x * v, lambda dy: dy
def use(f):
    with tf.GradientTape() as t:
        t.watch(a)
        z = f(a)
    t.gradient(z, a)
error(lambda: use(without))
# expect: TypeError: @tf.custom_gradient grad_fn must accept keyword argument 'variables', since function uses variables: [<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=4.0>]

# The guide: clip_by_norm on the way back.
@tf.custom_gradient
def clip_gradients(y):
    def backward(dy):
        return tf.clip_by_norm(dy, 0.5)
    return y, backward
w = tf.Variable(2.0)
with tf.GradientTape() as t:
    output = clip_gradients(w * w)
print(t.gradient(output, w))  # expect: tf.Tensor(2.0, shape=(), dtype=float32)
