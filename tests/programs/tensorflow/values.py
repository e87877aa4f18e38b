import tensorflow as tf

# Functions of which values occur, each as TensorFlow's documentation defines it.
x = tf.Variable([3.0, 1.0, 3.0, 2.0, 1.0])
with tf.GradientTape() as t:
    y, idx = tf.unique(x)
print(y.numpy(), idx, tf.gather(y, idx).numpy())  # expect: [3. 1. 2.] tf.Tensor([0 1 0 2 1], shape=(5,), dtype=int32) [3. 1. 3. 2. 1.]
print(t.gradient(y, x))  # expect: None
values, places, counts = tf.unique_with_counts([5, 5, 7, 5], tf.int64)
print(values.numpy(), places.dtype, counts.numpy())  # expect: [5 7] <dtype: 'int64'> [3 1]
print(tf.unique([float('nan'), float('nan'), 0.0, -0.0])[1].numpy(), tf.unique([2**60, 2**60 + 1])[1].numpy())  # expect: [0 1 2 2] [0 1]
s = tf.constant([1.0, 3.0, 3.0, 7.0])
print(tf.searchsorted(s, [0.0, 3.0, 5.0, 9.0]).numpy(), tf.searchsorted(s, [0.0, 3.0, 5.0, 9.0], side='right').numpy())
# expect: [0 1 3 4] [0 3 3 4]
print(tf.searchsorted([[1, 2], [5, 6]], [[2, 9], [5, 7]], out_type=tf.int64).numpy().tolist())  # expect: [[1, 2], [0, 2]]
print(tf.sequence_mask([1, 3, 0]).numpy().tolist())
# expect: [[True, False, False], [True, True, True], [False, False, False]]
print(tf.sequence_mask([[1], [2]], 3, tf.float32).numpy().tolist())  # expect: [[[1.0, 0.0, 0.0]], [[1.0, 1.0, 0.0]]]
# What goes into parts keeps its gradient.
x = tf.Variable([[1.0], [2.0], [3.0]])
with tf.GradientTape() as t:
    even, odd, none = tf.dynamic_partition(x, [1, 0, 1], 3)
    l = tf.reduce_sum(odd * odd) + 10.0 * tf.reduce_sum(even)
print(even.numpy().tolist(), odd.numpy().tolist(), none.shape, t.gradient(l, x).numpy().tolist())
# expect: [[2.0]] [[1.0], [3.0]] (0, 1) [[2.0], [10.0], [6.0]]
with tf.GradientTape() as t:
    l = tf.reduce_sum(tf.ensure_shape(x, [None, 1]) * 2.0)
print(t.gradient(l, x).numpy().ravel())  # expect: [2. 2. 2.]

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

error(lambda: tf.ensure_shape(x, [None, 2]))  # expect: InvalidArgumentError: Shape of tensor x [3,1] is not compatible with expected shape [?,2]. [Op:EnsureShape]
error(lambda: tf.unique([[1.0]]))  # expect: InvalidArgumentError: unique expects a 1D vector. [Op:UniqueV2]
error(lambda: tf.searchsorted(s, 3.0))  # expect: InvalidArgumentError: Leading dim_size of both tensors must match. [Op:LowerBound]
error(lambda: tf.searchsorted(s, [3.0], side='up'))  # expect: ValueError: side must be either 'right' or 'left'.  Saw: up.
