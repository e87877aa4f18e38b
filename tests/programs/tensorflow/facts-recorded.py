# What TensorFlow 2.5 does, statement by statement: what a tape records.
import numpy as np
import tensorflow as tf

# 1. Of an active tape's operations those are recorded that have a known input of trainable dtype.
x = tf.constant(3.0)
n = tf.constant(3)
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    a = x * 2.0
    b = tf.constant(1.0) * 2.0
    c = a + b
    whole = tf.cast(x, tf.int32) * n
    back = tf.cast(whole, tf.float32)
print(t.gradient(c, x).numpy(), t.gradient(b, x), t.gradient(back, x))  # expect: 2.0 None None
for kind in [tf.float16, tf.float32, tf.float64]:
    y = tf.constant(3.0, dtype=kind)
    with tf.GradientTape() as t:
        t.watch(y)
        z = y * y
    print(t.gradient(z, y).numpy(), t.gradient.__name__ if False else z.dtype.name)
# expect: 6.0 float16
# expect: 6.0 float32
# expect: 6.0 float64
first = tf.GradientTape()
second = tf.GradientTape()
with first, second:
    first.watch(x)
    y = x * x
print(first.gradient(y, x).numpy(), second.gradient(y, x))  # expect: 6.0 None

# 2. A recorded operation keeps the values it saw.
v = tf.Variable(3.0)
with tf.GradientTape() as t:
    y = v * v
v.assign(100.0)
print(t.gradient(y, v).numpy())  # expect: 6.0

# 3. The other input of a recorded operation is no source.
w = tf.constant(5.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = x * w
dx, dw = t.gradient(y, [x, w])
print(dx.numpy(), dw)  # expect: 5.0 None

# 4. Reading a trainable variable watches it, in whatever way it is read; each use is a read of its own.
def watched(read):
    with tf.GradientTape() as t:
        read()
    return len(t.watched_variables())
u = tf.Variable([1.0, 2.0])
print(watched(lambda: u + 1), watched(lambda: tf.convert_to_tensor(u)), watched(lambda: u[0]),
      watched(lambda: u.read_value()), watched(lambda: u.value()), watched(lambda: repr(u)), watched(lambda: u.shape))
# expect: 1 1 1 1 1 1 0
with tf.GradientTape() as t:
    print(u)  # expect: <tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>
print(len(t.watched_variables()))  # expect: 1
with tf.GradientTape(persistent=True) as t:
    r = u.read_value()
    y = tf.reduce_sum(r * r) + tf.reduce_sum(u.value()) + u[1] * 10
print(t.gradient(y, u).numpy())  # expect: [ 3. 15.]
print(t.gradient(y, r).numpy())  # expect: [2. 4.]

# 5. Watching counts from then on.
with tf.GradientTape() as t:
    early = x * x
    t.watch(x)
    late = x * 7.0
    y = early + late
print(t.gradient(y, x).numpy())  # expect: 7.0
with tf.GradientTape() as t:
    y = x * x
    t.watch(x)
print(t.gradient(y, x))  # expect: None

# 6. Watching an intermediate does not cut it off.
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = x * x
    t.watch(y)
    z = y * y
print(t.gradient(z, x).numpy(), t.gradient(z, y).numpy())  # expect: 108.0 18.0

# 7. watch takes nested structures, fixed variables, and works where accessed variables are not watched.
fixed = tf.Variable(2.0, trainable=False)
p, q = tf.constant(1.0), tf.constant(4.0)
with tf.GradientTape(persistent=True) as t:
    t.watch([p, {'q': q, 'more': (x, fixed)}])
    y = p + 2 * q + 3 * x + 4 * fixed
print([g.numpy() for g in t.gradient(y, [p, q, x, fixed])])  # expect: [1.0, 2.0, 3.0, 4.0]
with tf.GradientTape(watch_accessed_variables=False, persistent=True) as t:
    t.watch(v)
    y = v * fixed * u[0]
print(t.gradient(y, v).numpy(), t.gradient(y, fixed), t.gradient(y, u))  # expect: 2.0 None None

# 8. A variable that is not trainable is not watched by reading.
with tf.GradientTape() as t:
    y = fixed * v
print(t.gradient(y, fixed), len(t.watched_variables()))  # expect: None 1

# 9. A tensor made of a variable outside the tape is a plain tensor.
base = tf.Variable([0.0, 1.0, 2.0, 3.0])
column = tf.reshape(base, (4, 1))
with tf.GradientTape(persistent=True) as t:
    y = 2 * tf.matmul(column, column, transpose_a=True)
print(t.gradient(y, column), t.gradient(y, base))  # expect: None None
with tf.GradientTape(persistent=True) as t:
    t.watch(column)
    y = 2 * tf.matmul(column, column, transpose_a=True)
print(t.gradient(y, column).numpy().ravel(), t.gradient(y, base))  # expect: [ 0.  4.  8. 12.] None

# 10. Comparisons, argmax, casts to int, one_hot, shape, size and rank let no gradient through.
s = tf.Variable([3.0, 1.0])
with tf.GradientTape(persistent=True) as t:
    results = [tf.cast(s > 2, tf.float32), tf.cast(tf.argmax(s), tf.float32), tf.cast(tf.cast(s, tf.int32), tf.float32),
               tf.one_hot(tf.cast(s, tf.int32), 4), tf.cast(tf.shape(s), tf.float32), tf.cast(tf.size(s), tf.float32),
               tf.cast(tf.rank(s), tf.float32)]
    dead_end = tf.norm(s) < 10
print([t.gradient(r, s) for r in results])  # expect: [None, None, None, None, None, None, None]

# 11. Control flow is invisible.
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = v * 2 if x > 0 else v * 3
print(t.gradient(y, x), t.gradient(y, v).numpy())  # expect: None 2.0
with tf.GradientTape() as t:
    t.watch(x)
    y = x
    for i in range(3):
        y = y * x
print(t.gradient(y, x).numpy())  # expect: 108.0
