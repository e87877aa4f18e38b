import tensorflow as tf
print(type(tf.constant(1.0)))  # expect: <class 'tensorflow.python.framework.ops.EagerTensor'>
print(type(tf.Variable(1.0)).__name__)  # expect: ResourceVariable
print(isinstance(tf.constant(1.0), tf.Tensor), isinstance(tf.Variable(1.0), tf.Variable))  # expect: True True
