import tensorflow as tf
tf.matmull(1, 2)  # expect error: AttributeError: module 'tensorflow' has no attribute 'matmull'
