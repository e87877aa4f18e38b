import tensorflow as tf
v = tf.Variable([1.0, 2.0])
v.assign_sub([0.5, 0.5])
print(v)  # expect: <tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([0.5, 1.5], dtype=float32)>
v.assign_add([1, 1])
print(v.numpy())  # expect: [1.5 2.5]
print(repr(v.assign([3, 4])))  # expect: <tf.Variable 'UnreadVariable' shape=(2,) dtype=float32, numpy=array([3., 4.], dtype=float32)>
# What was recorded keeps the numbers it saw.
w = tf.Variable(3.0)
with tf.GradientTape() as t:
    y = w * w
w.assign(100.0)
print(t.gradient(y, w).numpy())  # expect: 6.0
v.assign([1.0, 2.0, 3.0])  # expect error: ValueError: Cannot assign to variable Variable:0 due to variable shape (2,) and value shape (3,) are incompatible
