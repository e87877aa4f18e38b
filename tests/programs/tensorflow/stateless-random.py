import tensorflow as tf

# These are TensorFlow's own numbers, as its guide to random numbers prints them.
guide = tf.constant([[0.5441101, 0.20738031, 0.07356433], [0.04643455, -1.30159, -0.95385665]])
x = tf.random.stateless_normal(shape=[2, 3], seed=[1, 2])
print(x.shape, x.dtype, float(tf.reduce_max(tf.abs(x - guide))) < 2e-7)  # expect: (2, 3) <dtype: 'float32'> True
# The rest is worked out from the definition (Philox 4x32-10) by a program of its own.
print(tf.random.stateless_uniform([3], seed=(1, 2)).numpy())  # expect: [0.8440604  0.19204533 0.9962232 ]
print(tf.random.stateless_uniform([2], [1, 2], minval=-1.0, maxval=3.0).numpy())  # expect: [ 2.3762417  -0.23181868]
print(tf.random.stateless_uniform([5], [1, 2], minval=0, maxval=10, dtype=tf.int32).numpy())  # expect: [0 9 4 9 7]
print(tf.random.stateless_uniform([3], [1, 2], -3, 4, tf.int64).numpy())  # expect: [-1  2  1]
print(tf.random.stateless_normal(shape=[2], seed=[1, 2], dtype=tf.float64).numpy())  # expect: [-0.14231181  0.74060725]
# No state: what was drawn before does not matter, and tf.random.normal goes on as it would have.
tf.random.set_seed(3)
a = tf.random.normal([])
tf.random.set_seed(3)
b = tf.random.stateless_normal([], [7, 8]) * 0.0 + tf.random.normal([])
print((a == b).numpy(), (tf.random.stateless_normal([], [7, 8]) == tf.random.stateless_normal([], [7, 8])).numpy())  # expect: True True
mean = tf.Variable(2.0)
with tf.GradientTape() as t:
    y = tf.reduce_sum(tf.random.stateless_normal([4], [3, 4], mean=mean, stddev=2.0))
print(t.gradient(y, mean).numpy())  # expect: 4.0

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

error(lambda: tf.random.stateless_normal([2], 1))  # expect: InvalidArgumentError: seed must have shape [2], not []
error(lambda: tf.random.stateless_uniform([2], [1, 2], dtype=tf.int32))  # expect: ValueError: Must specify maxval for integer dtype tf.int32
error(lambda: tf.random.stateless_uniform([2], [1, 2], 4, 4, dtype=tf.int32))  # expect: InvalidArgumentError: Need minval < maxval, got 4 >= 4 [Op:StatelessRandomUniformIntV2]
error(lambda: tf.random.Generator)  # expect: NotImplementedError: tensorflow.random.Generator is not available in cells
