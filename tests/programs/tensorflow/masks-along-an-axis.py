import tensorflow as tf
x = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
    columns = tf.boolean_mask(x, [True, False, True], axis=1)
    big = x[x > 2.5]
    rows = tf.boolean_mask(x, [False, True])
print(columns.numpy())
# expect: [[1. 3.]
# expect:  [4. 6.]]
print(big.numpy(), rows.numpy())  # expect: [3. 4. 5. 6.] [[4. 5. 6.]]
print(t.gradient(columns, x).numpy())
# expect: [[1. 0. 1.]
# expect:  [1. 0. 1.]]
print(t.gradient(big, x).numpy())
# expect: [[0. 0. 1.]
# expect:  [1. 1. 1.]]
