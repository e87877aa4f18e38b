import tensorflow as tf
t = tf.constant(0.1)
print(f'{t}')  # expect: 0.10000000149011612
print(t.numpy())  # expect: 0.1
print('%s' % t)  # expect: tf.Tensor(0.1, shape=(), dtype=float32)
print('%f' % t, f'{t:.3f}')  # expect: 0.100000 0.100
print(f'{tf.constant([1.0819457])}')  # expect: [1.0819457]
f'{tf.constant([1.0, 2.0]):.2f}'  # expect error: TypeError: unsupported format string passed to numpy.ndarray.__format__
