import tensorflow as tf
w = tf.Variable([[1.0], [2.0], [3.0]])
x = [[1., 2., 3.]]
with tf.GradientTape() as t:
    y = x @ w
print(y.numpy(), t.gradient(y, w).numpy().tolist())  # expect: [[14.]] [[1.0], [2.0], [3.0]]
# A list of tensors becomes one tensor and keeps its gradients.
a = tf.Variable(2.0)
with tf.GradientTape() as t:
    y = tf.reduce_sum(tf.convert_to_tensor([a, a * a]))
print(t.gradient(y, a).numpy())  # expect: 5.0
