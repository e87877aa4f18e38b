import tensorflow as tf
with tf.GradientTape() as t:
    t.watch(3.0)  # expect error: ValueError: Passed in object of type <class 'float'>, not tf.Tensor
