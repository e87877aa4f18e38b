import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
    s = tf.math.segment_sum(x, [0, 0, 1])
    u = tf.math.unsorted_segment_sum(x, tf.constant([2, 0, 2]), num_segments=3)
    squares = u * u
    m = tf.math.segment_mean(x, [0, 0, 1])
print(s.numpy())
# expect: [[4. 6.]
# expect:  [5. 6.]]
print(u.numpy())
# expect: [[3. 4.]
# expect:  [0. 0.]
# expect:  [6. 8.]]
print(t.gradient(m, x).numpy())
# expect: [[0.5 0.5]
# expect:  [0.5 0.5]
# expect:  [1.  1. ]]
print(t.gradient(squares, x).numpy())
# expect: [[12. 16.]
# expect:  [ 6.  8.]
# expect:  [12. 16.]]
with tf.GradientTape() as t:
    greatest = tf.math.segment_max(x, [0, 0, 1])
print(greatest.numpy().tolist(), t.gradient(greatest, x) is not None)  # expect: [[3.0, 4.0], [5.0, 6.0]] True
print(tf.math.unsorted_segment_min(x, [1, 0, 1], 2).numpy().tolist(), tf.math.segment_prod(x, [0, 0, 2]).numpy().tolist())
# expect: [[3.0, 4.0], [1.0, 2.0]] [[3.0, 8.0], [1.0, 1.0], [5.0, 6.0]]
