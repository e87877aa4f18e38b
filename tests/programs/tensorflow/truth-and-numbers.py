import tensorflow as tf
print(bool(tf.constant([[3.0]])), float(tf.constant(2.5)), int(tf.constant(7)))  # expect: True 2.5 7
print(len(tf.zeros((3, 2))))  # expect: 3
if tf.constant([1.0, 2.0]):  # expect error: ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
    pass
