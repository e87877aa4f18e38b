import random
import tensorflow as tf
def data_iter(batch_size, features, labels):
    num_examples = len(features)
    indices = list(range(num_examples))
    random.shuffle(indices)
    for i in range(0, num_examples, batch_size):
        j = tf.constant(indices[i:min(i + batch_size, num_examples)])
        yield tf.gather(features, j), tf.gather(labels, j)
features = tf.reshape(tf.range(10, dtype=tf.float32), (5, 2))
labels = tf.range(5)
total = 0
for X, y in data_iter(2, features, labels):
    print(X.shape, y.shape)
    total += int(tf.reduce_sum(y))
print(total)
# expect: (2, 2) (2,)
# expect: (2, 2) (2,)
# expect: (1, 2) (1,)
# expect: 10
# Beside TensorFlow, too, Python's generator gives the numbers that CPython gives for a seed.
random.seed(7)
order = list('abcdefghij')
random.shuffle(order)
print(''.join(order), round(random.random(), 12))  # expect: idbehajgcf 0.909704063143
