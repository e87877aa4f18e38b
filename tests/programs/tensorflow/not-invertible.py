import tensorflow as tf
tf.linalg.inv([[1.0, 2.0], [2.0, 4.0]])  # expect error: InvalidArgumentError: Input is not invertible. [Op:MatrixInverse]
