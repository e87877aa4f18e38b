import tensorflow as tf
tf.reduce_sum(tf.ones(3), axes=0)  # expect error: TypeError: reduce_sum() got an unexpected keyword argument 'axes'
