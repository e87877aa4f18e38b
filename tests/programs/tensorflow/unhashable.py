import tensorflow as tf
{tf.constant(1.0): 1}  # expect error: TypeError: Tensor is unhashable. Instead, use tensor.ref() as the key.
