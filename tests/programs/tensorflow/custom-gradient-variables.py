import tensorflow as tf

# A captured variable: grad_fn takes variables= and returns gradients for both.
w = tf.Variable(2.0, name='w')
@tf.custom_gradient
def scaled(x):
    def grad(dy, variables=None):
        print([v.name for v in variables])
        return dy * w, [dy * x * 10]
    return x * w, grad
x = tf.constant(3.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = scaled(x)
print(y.numpy())  # expect: 6.0
print([g.numpy() for g in t.gradient(y, [x, w])])
# expect: ['w:0']
# expect: [2.0, 30.0]

# Several results: grad_fn is called once, with what arrives at each.
@tf.custom_gradient
def both(a, b):
    def grad(da, db):
        print(da.numpy(), db.numpy())
        return da * 2, db * 100
    return (a + b, [a * b]), grad
a = tf.Variable([1.0, 2.0])
b = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    s, (p,) = both(a, b)
    z = tf.reduce_sum(s) * 5 + tf.reduce_sum(p)
print(s.numpy(), p.numpy())  # expect: [4. 5.] [3. 6.]
print(t.gradient(s, a).numpy())
# expect: [1. 1.] [0. 0.]
# expect: [2. 2.]
print(t.gradient(z, a).numpy())
# expect: [5. 5.] [1. 1.]
# expect: [10. 10.]

# Nested: the gradient function is itself recorded by an outer tape.
@tf.custom_gradient
def cube(x):
    def grad(dy):
        return dy * 3 * x ** 2
    return x ** 3, grad
v = tf.Variable(2.0)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = cube(v)
    first = inner.gradient(y, v)
print(first.numpy(), outer.gradient(first, v).numpy())  # expect: 12.0 12.0

# A rule with a rule of its own.
@tf.custom_gradient
def odd(x):
    @tf.custom_gradient
    def rule(dy, z):
        def grad(d):
            return d * 7, d * 1000
        return dy * z, grad
    return x * x, lambda dy: rule(dy, x)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = odd(v)
    first = inner.gradient(y, v)
print(first.numpy(), outer.gradient(first, v).numpy())  # expect: 2.0 1000.0

# None for an argument, and a keyword that goes through.
@tf.custom_gradient
def half(x, y, scale=1.0):
    return x * y * scale, lambda dy: (dy * y, None)
u = tf.Variable(4.0)
with tf.GradientTape() as t:
    r = half(v, u, scale=0.5)
print(r.numpy(), t.gradient(r, [v, u]))  # expect: 4.0 [<tf.Tensor: shape=(), dtype=float32, numpy=4.0>, None]
