import tensorflow as tf
s = tf.constant('hello')
print(s)  # expect: tf.Tensor(b'hello', shape=(), dtype=string)
print(repr(s), s.dtype, s.shape)  # expect: <tf.Tensor: shape=(), dtype=string, numpy=b'hello'> <dtype: 'string'> ()
t = tf.constant(['Gray wolf', 'lazy dog'])
print(t)  # expect: tf.Tensor([b'Gray wolf' b'lazy dog'], shape=(2,), dtype=string)
print(repr(t))  # expect: <tf.Tensor: shape=(2,), dtype=string, numpy=array([b'Gray wolf', b'lazy dog'], dtype=object)>
print(t[1], len(t), (t == 'lazy dog').numpy())  # expect: tf.Tensor(b'lazy dog', shape=(), dtype=string) 2 [False  True]
print(tf.constant('梯度'))  # expect: tf.Tensor(b'\xe6\xa2\xaf\xe5\xba\xa6', shape=(), dtype=string)
print(tf.constant([['a', "it's"], ['b', 'c']]))
# expect: tf.Tensor(
# expect: [[b'a' b"it's"]
# expect:  [b'b' b'c']], shape=(2, 2), dtype=string)
print(t.dtype == tf.string, t.dtype == tf.float32)  # expect: True False
