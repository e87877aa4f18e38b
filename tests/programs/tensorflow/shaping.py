import tensorflow as tf
x = tf.range(6)
a, b = tf.split(x, 2)
print(a.numpy(), b.numpy())  # expect: [0 1 2] [3 4 5]
print([p.shape[0] for p in tf.split(x, [1, 2, -1])])  # expect: [1, 2, 3]
print(tf.tile([1, 2], [2]).numpy(), tf.repeat([1, 2], 2).numpy())  # expect: [1 2 1 2] [1 1 2 2]
print(tf.pad([[1]], [[0, 1], [1, 0]]).numpy().tolist())  # expect: [[0, 1], [0, 0]]
print(tf.roll(x, 2, 0).numpy(), tf.reverse(x, [0]).numpy())  # expect: [4 5 0 1 2 3] [5 4 3 2 1 0]
print([int(e) for e in tf.unstack(tf.constant([7, 8]))])  # expect: [7, 8]
X, Y = tf.meshgrid([1, 2, 3], [4, 5])
print(X.numpy().tolist(), Y.numpy().tolist())  # expect: [[1, 2, 3], [1, 2, 3]] [[4, 4, 4], [5, 5, 5]]
print(tf.cumsum([1, 2, 3]).numpy(), tf.math.cumprod([1, 2, 3], exclusive=True).numpy())  # expect: [1 3 6] [1 1 2]
values, indices = tf.math.top_k([3.0, 1.0, 2.0], k=2)
print(values.numpy(), indices.numpy())  # expect: [3. 2.] [0 2]
print(tf.sort([3, 1, 2]).numpy(), tf.argsort([3, 1, 2], direction='DESCENDING').numpy())  # expect: [1 2 3] [0 2 1]
print(tf.gather([[1, 2], [3, 4]], [1], axis=1).numpy().tolist())  # expect: [[2], [4]]
print(tf.clip_by_value([-1.0, 0.5, 2.0], 0.0, 1.0).numpy())  # expect: [0.  0.5 1. ]
print(tf.reduce_any([True, False]).numpy(), tf.reduce_all([True, False]).numpy())  # expect: True False
print(tf.stack([[1, 2], [3, 4]], axis=1).numpy().tolist())  # expect: [[1, 3], [2, 4]]
print(tf.round([0.5, 1.5, -0.4]).numpy())  # expect: [ 0.  2. -0.]
