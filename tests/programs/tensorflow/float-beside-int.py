import tensorflow as tf
1.5 + tf.constant(1)  # expect error: TypeError: Cannot convert 1.5 to EagerTensor of dtype int32
