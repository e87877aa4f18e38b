import tensorflow as tf
def f(a):
    b = a * 2
    while tf.norm(b) < 1000:
        b *= 2
    if tf.reduce_sum(b) > 0:
        c = b
    else:
        c = 100 * b
    return c
for value in [1.0, -1.0]:
    a = tf.constant([[value]])
    with tf.GradientTape() as t:
        t.watch(a)
        c = f(a)
    print(c.numpy(), t.gradient(c, a).numpy())
# expect: [[1024.]] [[1024.]]
# expect: [[-102400.]] [[102400.]]
x = tf.constant(1.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = x if x > 0 else -x
print(t.gradient(y, x).numpy())  # expect: 1.0
