import tensorflow as tf

# Functions of functions run at once and are recorded operation by operation.
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
    squares = tf.map_fn(lambda e: e * e, x)
    sums = tf.scan(lambda a, b: a + b, x)
    total = tf.foldl(lambda a, b: a * b, x)
    chosen = tf.cond(x[0] > 0, lambda: x[0] * 10.0, lambda: x[1])
print(squares.numpy(), sums.numpy(), total.numpy(), chosen.numpy())  # expect: [1. 4. 9.] [1. 3. 6.] 6.0 10.0
print(t.gradient(squares, x).numpy(), t.gradient(sums, x).numpy(), t.gradient(total, x).numpy(), t.gradient(chosen, x).numpy())
# expect: [2. 4. 6.] [3. 2. 1.] [6. 3. 2.] [10.  0.  0.]
i, s = tf.while_loop(lambda i, s: i < 5, lambda i, s: (i + 1, s + tf.cast(i, tf.float32)), (tf.constant(0), tf.constant(0.0)))
print(i.numpy(), s.numpy())  # expect: 5 10.0
pair = tf.map_fn(lambda p: p[0] * p[1], (tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])))
print(pair.numpy(), tf.vectorized_map(lambda r: tf.reduce_sum(r), tf.ones([2, 3])).numpy())  # expect: [3. 8.] [3. 3.]
print(tf.nest.flatten({'b': [1, 2], 'a': (3,)}), tf.nest.map_structure(lambda v: v * 2, [1, (2, {'k': 3})]))  # expect: [3, 1, 2] [2, (4, {'k': 6})]
print(tf.nest.pack_sequence_as([1, (2, 3)], [7, 8, 9]))  # expect: [7, (8, 9)]
# Blocks that change nothing.
with tf.device('CPU:0'):
    with tf.name_scope('layer'):
        y = tf.ones(2)
print(y.device)  # expect: /job:localhost/replica:0/task:0/device:CPU:0
# Types.
print(tf.TensorShape([2, 3]), tf.TensorShape((2,)) == (2,), isinstance(y.shape, tf.TensorShape), isinstance(y.dtype, tf.DType))
# expect: (2, 3) True True True
print(tf.as_dtype('float64'), tf.dtypes.int32 == tf.int32, tf.is_tensor(y), tf.is_tensor(1.0), tf.is_tensor(x))
# expect: <dtype: 'float64'> True True False True
slices = tf.IndexedSlices(tf.constant([[1.0, 2.0]]), tf.constant([2]), dense_shape=[3, 2])
print(tf.convert_to_tensor(slices).numpy().tolist(), isinstance(slices, tf.IndexedSlices))  # expect: [[0.0, 0.0], [0.0, 0.0], [1.0, 2.0]] True
# Checks.
tf.debugging.assert_equal(y, [1.0, 1.0])
tf.debugging.assert_near(tf.constant(1.0), tf.constant(1.0 + 1e-7))
tf.debugging.assert_shapes([(y, (2,)), (tf.ones([2, 3]), ('N', 3))])
for work in [lambda: tf.debugging.assert_equal(y, [1.0, 2.0], message='unequal'), lambda: tf.debugging.assert_positive([1.0, 0.0]),
             lambda: tf.debugging.check_numerics([1.0, float('nan')], 'loss')]:
    try:
        work()
    except tf.errors.InvalidArgumentError as e:
        print(e)
# expect: unequal
# expect: Condition x == y did not hold.
# expect: Condition x > 0 did not hold element-wise.
# expect: loss : Tensor had NaN values [Op:CheckNumerics]
with tf.device('GPU:0'):  # expect error: InvalidArgumentError: Could not satisfy device specification 'GPU:0'. All available devices [/job:localhost/replica:0/task:0/device:CPU:0].
    pass
