import tensorflow as tf
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x[0].numpy(), x[-1, 0].numpy(), x[:, 1].numpy(), x[..., ::2].numpy().tolist())  # expect: [1. 2. 3.] 4.0 [2. 5.] [[1.0, 3.0], [4.0, 6.0]]
print(x[:, tf.newaxis].shape, x[tf.constant(1)].numpy())  # expect: (2, 1, 3) [4. 5. 6.]
for row in x:
    print(row.numpy())
# expect: [1. 2. 3.]
# expect: [4. 5. 6.]
with tf.GradientTape() as t:
    t.watch(x)
    y = x[0, 1] * x[0, 2]
print(t.gradient(y, x).numpy().tolist())  # expect: [[0.0, 3.0, 2.0], [0.0, 0.0, 0.0]]
x[5]  # expect error: InvalidArgumentError: slice index 5 of dimension 0 out of bounds. [Op:StridedSlice] name: strided_slice/
