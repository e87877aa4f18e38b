# What TensorFlow 2.5 does, statement by statement: the errors a student meets.
import numpy as np
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

two, three, m = tf.ones(2), tf.ones(3), tf.ones([2, 3])
# matmul
error(lambda: m @ m)  # expect: InvalidArgumentError: Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]
error(lambda: tf.matmul(m, m))  # expect: InvalidArgumentError: Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]
error(lambda: tf.ones([2, 2]) @ two)  # expect: InvalidArgumentError: In[0] and In[1] has different ndims: [2,2] vs. [2] [Op:MatMul]
error(lambda: three @ three)  # expect: InvalidArgumentError: In[0] is not a matrix. Instead it has shape [3] [Op:MatMul]
# broadcast
error(lambda: two + three)  # expect: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:AddV2]
error(lambda: two * three)  # expect: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:Mul]
error(lambda: two - three)  # expect: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:Sub]
error(lambda: tf.equal(two, three))  # expect: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:Equal]
error(lambda: m + tf.ones([3, 2]))  # expect: InvalidArgumentError: Incompatible shapes: [2,3] vs. [3,2] [Op:AddV2]
# reshape
error(lambda: tf.reshape(tf.range(24), [4, 4]))  # expect: InvalidArgumentError: Input to reshape is a tensor with 24 values, but the requested shape has 16 [Op:Reshape]
error(lambda: tf.reshape(tf.range(24), [7, -1]))  # expect: InvalidArgumentError: Input to reshape is a tensor with 24 values, but the requested shape requires a multiple of 7 [Op:Reshape]
# ragged list
error(lambda: tf.constant([[1.0], [1.0, 2.0]]))  # expect: ValueError: Can't convert non-rectangular Python sequence to Tensor.
# concat
error(lambda: tf.concat([m, tf.ones([2, 4])], 0))  # expect: InvalidArgumentError: ConcatOp : Dimensions of inputs should match: shape[0] = [2,3] vs. shape[1] = [2,4] [Op:ConcatV2] name: concat
# index
error(lambda: two[5])  # expect: InvalidArgumentError: slice index 5 of dimension 0 out of bounds. [Op:StridedSlice] name: strided_slice/
# gradient twice
w = tf.Variable(1.0, name='w')
with tf.GradientTape() as t:
    y = w * w
t.gradient(y, w)
error(lambda: t.gradient(y, w))  # expect: RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)
# use of a None gradient
none = None
error(lambda: 0.1 * none)  # expect: TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'
error(lambda: none.numpy())  # expect: AttributeError: 'NoneType' object has no attribute 'numpy'
error(lambda: w.assign_sub(none))  # expect: ValueError: Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor.
error(lambda: tf.keras.optimizers.SGD(0.1).apply_gradients([(none, w)]))  # expect: ValueError: No gradients provided for any variable: ['w:0'].
b = tf.Variable(1.0, name='b')
tf.keras.optimizers.SGD(0.5).apply_gradients([(tf.constant(1.0), w), (none, b)])
# expect: WARNING:tensorflow:Gradients do not exist for variables ['b:0'] when minimizing the loss.
print(w.numpy(), b.numpy())  # expect: 0.5 1.0
# assign on a tensor
error(lambda: tf.constant(1.0).assign_sub(0.1))  # expect: AttributeError: 'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'assign_sub'
# Caught by its name; str() is the message.
try:
    two + three
except tf.errors.InvalidArgumentError as e:
    print(e)  # expect: Incompatible shapes: [2] vs. [3] [Op:AddV2]
    print(type(e))  # expect: <class 'tensorflow.python.framework.errors_impl.InvalidArgumentError'>
    print(e.message)  # expect: Incompatible shapes: [2] vs. [3] [Op:AddV2]
