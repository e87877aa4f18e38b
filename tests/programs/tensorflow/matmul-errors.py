import tensorflow as tf
tf.matmul(tf.ones((2, 3)), tf.ones((2, 3)))  # expect error: InvalidArgumentError: Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]
