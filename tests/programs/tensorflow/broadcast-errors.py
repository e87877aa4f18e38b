import tensorflow as tf
tf.constant([1.0, 2.0]) + tf.constant([1.0, 2.0, 3.0])  # expect error: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:AddV2]
