import tensorflow as tf
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as t:
    y = x ** 2
    with t.stop_recording():
        hidden = x ** 3
    z = y + hidden
print(t.gradient(z, x).numpy())  # expect: 4.0
reset = True
with tf.GradientTape() as t:
    y = x * x
    if reset:
        t.reset()
    z = x + 3
print(t.gradient(z, x).numpy())  # expect: 1.0
