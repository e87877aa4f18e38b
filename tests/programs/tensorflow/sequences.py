import tensorflow as tf

# Convolution and pooling along sequences; the numbers and gradients are PyTorch's.
x = tf.Variable(tf.reshape(tf.range(1.0, 13.0), (1, 6, 2)))
w = tf.Variable(tf.reshape(tf.range(-3.0, 9.0), (3, 2, 2)) / 4.0)
with tf.GradientTape(persistent=True) as t:
    y = tf.nn.conv1d(x, w, 2, 'SAME')
    z = tf.nn.conv1d(x, w, 1, 'VALID', dilations=2)
    squares = tf.reduce_sum(y * y)
    others = tf.reduce_sum(z * z)
print(y.numpy().tolist())  # expect: [[[19.25, 24.5], [31.25, 42.5], [2.5, 13.0]]]
print(z.numpy().tolist())  # expect: [[[33.25, 41.5], [39.25, 50.5]]]
print(t.gradient(squares, x).numpy().tolist())
# expect: [[[-53.375, -9.625], [34.125, 77.875], [32.25, 149.75], [58.125, 131.875], [188.875, 278.125], [14.25, 29.75]]]
print(t.gradient(squares, w).numpy().tolist())
# expect: [[[396.0, 708.0], [502.0, 868.0]], [[608.0, 1028.0], [714.0, 1188.0]], [[755.0, 1010.0], [856.0, 1144.0]]]
print(t.gradient(others, w).numpy().tolist())
# expect: [[[302.0, 386.0], [447.0, 570.0]], [[882.0, 1122.0], [1027.0, 1306.0]], [[1462.0, 1858.0], [1607.0, 2042.0]]]
# The mean counts only what is there: the last window has two entries.
with tf.GradientTape(persistent=True) as t:
    top = tf.nn.max_pool1d(x, 2, 2, 'VALID')
    mean = tf.nn.avg_pool1d(x, 3, 2, 'SAME')
    l = tf.reduce_sum(top * top) + tf.reduce_sum(mean * mean)
print(top.numpy().tolist(), mean.numpy().tolist())
# expect: [[[3.0, 4.0], [7.0, 8.0], [11.0, 12.0]]] [[[3.0, 4.0], [7.0, 8.0], [10.0, 11.0]]]
print(t.gradient(l, x).numpy().round(3).tolist()[0][0], t.gradient(l, x).numpy().tolist()[0][5])
# expect: [2.0, 2.6670000553131104] [32.0, 35.0]

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

error(lambda: tf.nn.conv1d([[1.0]], [[[1.0]]], 1, 'SAME'))  # expect: ValueError: a sequence and its filter have three axes, got shape (1, 1)
error(lambda: tf.nn.conv1d(x, w, 1, 'FULL'))  # expect: ValueError: Padding should be "SAME" or "VALID", got FULL
error(lambda: tf.nn.conv1d(x, w, 0, 'SAME'))  # expect: ValueError: strides and windows must be positive, got 0
error(lambda: tf.nn.max_pool2d(tf.ones((1, 3, 3, 1)), [1, 2, 3], 1, 'SAME'))  # expect: ValueError: strides and windows should be of length 1, 2 or 4 but was 3
error(lambda: tf.nn.conv2d(tf.ones((1, 3, 3, 1)), tf.ones((2, 2, 1, 1)), 1, 'SAME', 'NCHW'))
# expect: UnimplementedError: The Conv2D op currently only supports the NHWC tensor format on the CPU. The op was given the format: NCHW [Op:Conv2D]
