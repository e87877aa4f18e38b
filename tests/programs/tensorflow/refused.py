import numpy as np
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# Complex numbers, files and the graphs of TensorFlow 1 are refused by name, wherever one meets them.
error(lambda: tf.complex64)  # expect: NotImplementedError: tensorflow.complex64 is not available in cells
error(lambda: tf.complex128)  # expect: NotImplementedError: tensorflow.complex128 is not available in cells
error(lambda: tf.complex(1.0, 2.0))  # expect: NotImplementedError: tensorflow.complex is not available in cells
error(lambda: tf.signal.fft([1.0]))  # expect: NotImplementedError: tensorflow.signal is not available in cells
error(lambda: tf.linalg.eigvals([[1.0]]))  # expect: NotImplementedError: tensorflow.linalg.eigvals is not available in cells
error(lambda: tf.linalg.eig([[1.0]]))  # expect: NotImplementedError: tensorflow.linalg.eig is not available in cells
error(lambda: np.complex64)  # expect: NotImplementedError: numpy.complex64 is not available in cells
error(lambda: np.fft)  # expect: NotImplementedError: numpy.fft is not available in cells
error(lambda: np.linalg.eig(np.eye(2)))  # expect: NotImplementedError: numpy.linalg.eig is not available in cells
error(lambda: tf.cast(1.0, 'complex64'))  # expect: TypeError: Cannot convert value 'complex64' to a TensorFlow DType.
error(lambda: tf.saved_model.save(None, 'x'))  # expect: NotImplementedError: tensorflow.saved_model is not available in cells
error(lambda: tf.Session())  # expect: NotImplementedError: tensorflow.Session is not available in cells
error(lambda: tf.linalg.sqrtm([[1.0]]))  # expect: NotImplementedError: tensorflow.linalg.sqrtm is not available in cells
error(lambda: tf.linalg.lu([[1.0]]))  # expect: NotImplementedError: tensorflow.linalg.lu is not available in cells
error(lambda: tf.RaggedTensor)  # expect: NotImplementedError: tensorflow.RaggedTensor is not available in cells
error(lambda: tf.TensorArray)  # expect: NotImplementedError: tensorflow.TensorArray is not available in cells
error(lambda: tf.compat.v1)  # expect: NotImplementedError: tensorflow.compat is not available in cells
error(lambda: tf.nn.depthwise_conv2d)  # expect: NotImplementedError: tensorflow.nn.depthwise_conv2d is not available in cells
error(lambda: tf.math.zeta(2.0, 1.0))  # expect: NotImplementedError: tensorflow.math.zeta is not available in cells
# Of real tensors, what is asked of complex ones.
x = tf.Variable([1.0, -2.0])
print(tf.math.real(x).numpy(), tf.math.imag(x).numpy(), tf.math.conj(x).numpy(), tf.math.angle(x).numpy())
# expect: [ 1. -2.] [0. 0.] [ 1. -2.] [0.        3.1415927]
print(tf.math.sqrt(-1.0).numpy(), tf.pow(-8.0, 1 / 3).numpy(), tf.math.log(-1.0).numpy())  # expect: nan nan nan
(-8) ** 0.5  # expect error: ValueError: complex numbers are not supported
