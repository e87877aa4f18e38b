import tensorflow as tf
w = tf.Variable(1.0, name='w')
tf.keras.optimizers.SGD(0.1).apply_gradients([(None, w)])  # expect error: ValueError: No gradients provided for any variable: ['w:0'].
