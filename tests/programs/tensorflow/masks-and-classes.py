import tensorflow as tf
y_hat = tf.constant([[0.1, 0.3, 0.6], [0.3, 0.2, 0.5]])
y = tf.constant([0, 2])
# d2l's cross entropy: the float one_hot picks the entries.
def cross_entropy(y_hat, y):
    return -tf.math.log(tf.boolean_mask(y_hat, tf.one_hot(y, depth=y_hat.shape[-1])))
print(cross_entropy(y_hat, y))  # expect: tf.Tensor([2.3025851 0.6931472], shape=(2,), dtype=float32)
with tf.GradientTape() as t:
    t.watch(y_hat)
    l = tf.reduce_sum(tf.boolean_mask(y_hat, tf.one_hot(y, 3)))
print(t.gradient(l, y_hat).numpy())
# expect: [[1. 0. 0.]
# expect:  [0. 0. 1.]]
print(tf.one_hot([0, 2], 3, on_value=5.0))
# expect: tf.Tensor(
# expect: [[5. 0. 0.]
# expect:  [0. 0. 5.]], shape=(2, 3), dtype=float32)
logits = tf.Variable([[2.0, 1.0, 0.0]])
with tf.GradientTape() as t:
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=logits)
print(t.gradient(loss, logits).numpy().round(4).tolist())  # expect: [[-0.33480000495910645, 0.24469999969005585, 0.09000000357627869]]
print(tf.nn.softmax(tf.constant([1.0, 1.0])).numpy())  # expect: [0.5 0.5]
print(tf.where(tf.constant([False, True, True])).numpy().tolist())  # expect: [[1], [2]]
