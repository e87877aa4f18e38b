import tensorflow as tf
x = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = x ** 2
print(t.gradient(y, x, output_gradients=[10.0, 0.0, 1.0]).numpy())  # expect: [20.  0.  6.]
print(t.gradient([y, y], x, output_gradients=[tf.constant([1.0, 0.0, 0.0]), None]).numpy())  # expect: [4. 4. 6.]
