import tensorflow as tf
x = tf.zeros((2, 3))
print(repr(x.shape), x.shape)  # expect: TensorShape([2, 3]) (2, 3)
print(repr(tf.constant(1).shape), tf.zeros(4).shape)  # expect: TensorShape([]) (4,)
print(x.shape[0], repr(x.shape[1:]), x.shape == (2, 3), len(x.shape), x.shape.as_list())  # expect: 2 TensorShape([3]) True 2 [2, 3]
print(tf.reshape(x, (-1, 2)).shape, tf.reshape(x, x.shape).shape)  # expect: (3, 2) (2, 3)
print(tf.transpose(x).shape, tf.expand_dims(x, 1).shape, tf.squeeze(tf.ones((1, 2, 1))).shape)  # expect: (3, 2) (2, 1, 3) (2,)
tf.reshape(tf.zeros(24), (4, 4))  # expect error: InvalidArgumentError: Input to reshape is a tensor with 24 values, but the requested shape has 16 [Op:Reshape]
