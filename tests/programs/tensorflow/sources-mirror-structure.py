import tensorflow as tf
a = tf.Variable(2.0)
b = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    y = a * b
print(t.gradient(y, (a, b)))  # expect: (<tf.Tensor: shape=(), dtype=float32, numpy=3.0>, <tf.Tensor: shape=(), dtype=float32, numpy=2.0>)
g = t.gradient(y, {'b': b, 'a': a})
print(g['a'].numpy(), g['b'].numpy())  # expect: 3.0 2.0
print(list(g.keys()))  # expect: ['b', 'a']
g = t.gradient(y, [a, [b, {'again': a}]])
print(g[0].numpy(), g[1][0].numpy(), g[1][1]['again'].numpy())  # expect: 3.0 2.0 3.0
# Several targets: the gradient of their sum.
with tf.GradientTape(persistent=True) as t:
    y = a * a
    z = a * b
print(t.gradient([y, z], a).numpy())  # expect: 7.0
print(t.gradient({'y': y, 'z': z}, a).numpy())  # expect: 7.0
# A target that feeds another target adds its own seed.
with tf.GradientTape() as t:
    y = a * a
    z = y * y
print(t.gradient([y, z], a).numpy())  # expect: 36.0
