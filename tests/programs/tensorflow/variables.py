import tensorflow as tf
v = tf.Variable(2.0)
fixed = tf.Variable(2.0, trainable=False)
with tf.GradientTape(persistent=True) as t:
    y = v * fixed
print(t.gradient(y, v).numpy())  # expect: 2.0
print(t.gradient(y, fixed))  # expect: None
print(len(t.watched_variables()))  # expect: 1
# A variable as target is read.
print(t.gradient(v, v).numpy())  # expect: 1.0
# Watching can be left to the program.
with tf.GradientTape(watch_accessed_variables=False) as t:
    y = v * v
print(t.gradient(y, v))  # expect: None
with tf.GradientTape(watch_accessed_variables=False) as t:
    t.watch(fixed)
    y = fixed * fixed
print(t.gradient(y, fixed).numpy())  # expect: 4.0
# A tensor made from a variable outside the tape leaves the variable behind.
x = tf.reshape(tf.Variable([1.0, 2.0]), (2, 1))
with tf.GradientTape() as t:
    y = x * x
print(t.gradient(y, x))  # expect: None
