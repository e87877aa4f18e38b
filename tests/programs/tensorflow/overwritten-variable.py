import tensorflow as tf
x = tf.Variable(2.0)
for epoch in range(2):
    with tf.GradientTape() as t:
        y = x + 1
    print(type(x).__name__, t.gradient(y, x))
    x = x + 1
# expect: ResourceVariable tf.Tensor(1.0, shape=(), dtype=float32)
# expect: EagerTensor None
