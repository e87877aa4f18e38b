# Every name a notebook used, called once, with the keywords and positions seen there.
import numpy as np
import tensorflow as tf

x = tf.constant([1.0, 4.0])
m = tf.constant([[1.0, 2.0], [3.0, 4.0]])
v = tf.Variable(initial_value=[1.0, 4.0], dtype=tf.float32, name='v', trainable=True)
# core
print(tf.random.normal(shape=(2, 5), mean=0, stddev=1, dtype=tf.float32).shape, tf.random.normal((2, 5), 0, 1).shape)  # expect: (2, 5) (2, 5)
print(tf.matmul(m, m, transpose_a=True).numpy().tolist(), tf.matmul(m, m, transpose_b=True).numpy().tolist())
# expect: [[10.0, 14.0], [14.0, 20.0]] [[5.0, 11.0], [11.0, 25.0]]
print(tf.reduce_sum(m, axis=0, keepdims=True).numpy(), tf.reduce_mean(m, axis=1).numpy(), tf.reduce_max(m).numpy(), tf.reduce_prod(m).numpy())
# expect: [[4. 6.]] [1.5 3.5] 4.0 24.0
print(tf.reshape(m, shape=(4, 1)).shape, tf.zeros(shape=(2,), dtype=tf.int32).numpy(), tf.ones((2, 1)).shape, tf.zeros_like(m).shape)  # expect: (4, 1) [0 0] (2, 1) (2, 2)
print(tf.norm(x * 3).numpy() > 12, tf.square(x).numpy(), tf.cast(x, dtype=tf.int64).numpy(), tf.exp([0.0]).numpy(), tf.range(3).numpy())
# expect: True [ 1. 16.] [1 4] [1.] [0 1 2]
print(tf.__version__, tf.math.log(1.0).numpy(), tf.transpose(m).numpy().tolist(), tf.stop_gradient(x).numpy(), tf.pow(x, 2).numpy())
# expect: 2.5.0 0.0 [[1.0, 3.0], [2.0, 4.0]] [1. 4.] [ 1. 16.]
print(tf.argmax(m, axis=1).numpy(), tf.boolean_mask(m, [True, False]).numpy(), tf.one_hot([1], depth=3).numpy())  # expect: [1 1] [[1. 2.]] [[0. 1. 0.]]
print(tf.nn.sigmoid(0.0).numpy(), tf.linspace(0.0, 1.0, 3).numpy(), tf.tensordot(m, m, axes=1).numpy().tolist(), tf.nn.relu([-1.0, 2.0]).numpy())
# expect: 0.5 [0.  0.5 1. ] [[7.0, 10.0], [15.0, 22.0]] [0. 2.]
print(tf.gather(m, indices=[1], axis=0).numpy(), tf.random.uniform((3,)).shape, tf.math.maximum(x, 2.0).numpy(), tf.add(1, 2).numpy(), tf.math.sin(0.0).numpy())
# expect: [[3. 4.]] (3,) [2. 4.] 3 0.0
print([int(b.numpy()[0]) for b in tf.data.Dataset.from_tensor_slices(tf.constant([5, 6])).batch(1)], [tf.float32, tf.int32, tf.int64])
# expect: [5, 6] [tf.float32, tf.int32, tf.int64]
@tf.function
def twice(a):
    return a * 2
print(twice(x).numpy())  # expect: [2. 8.]
# once
tf.print(x, [1, 2], 'text')  # expect: [1 4] [1, 2] text
print(tf.rank(m).numpy(), tf.size(m).numpy(), tf.nn.elu(1.0).numpy(), tf.nn.tanh(0.0).numpy(), round(float(tf.nn.softplus(0.0)), 4))  # expect: 2 4 1.0 0.0 0.6931
with tf.device('CPU:0'):
    print(tf.concat([m, m], axis=1).shape, [g.shape for g in tf.meshgrid([1, 2], [3, 4, 5])], tf.stack([x, x]).shape, tf.where(x > 2, x, 0.0).numpy())
# expect: (2, 4) [TensorShape([3, 2]), TensorShape([3, 2])] (2, 2) [0. 4.]
print(tf.clip_by_norm([3.0, 4.0], 1.0).numpy(), tf.eye(2).numpy().tolist(), tf.pad([[1]], [[1, 0], [0, 1]]).numpy().tolist())
# expect: [0.6 0.8] [[1.0, 0.0], [0.0, 1.0]] [[0, 0], [1, 0]]
print(tf.einsum('ij,jk->ik', m, m).numpy().tolist(), tf.linalg.solve([[2.0, 0.0], [0.0, 4.0]], [[2.0], [4.0]]).numpy().tolist(), tf.convert_to_tensor([1]).dtype)
# expect: [[7.0, 10.0], [15.0, 22.0]] [[1.0], [1.0]] <dtype: 'int32'>
print(tf.equal(x, [1.0, 0.0]).numpy(), tf.UnconnectedGradients.ZERO.name if False else 'ZERO', tf.test.gpu_device_name() == '')  # expect: [ True False] ZERO True
print(tf.losses.sparse_categorical_crossentropy([0], [[0.5, 0.5]]).numpy(), tf.keras.losses.sparse_categorical_crossentropy([0], [[0.0, 0.0]], from_logits=True).numpy())
# expect: [0.6931472] [0.6931472]
class Doubler(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(2.0)
print(len(Doubler().trainable_variables), tf.keras.layers.Dense(3)(m).shape)  # expect: 1 (2, 3)
optimizer = tf.keras.optimizers.SGD(learning_rate=0.5)
optimizer.apply_gradients(zip([tf.constant([1.0, 1.0])], [v]))
print(v.numpy())  # expect: [0.5 3.5]
# all 59 add
print(tf.abs(-1.0).numpy(), tf.nn.softmax([0.0, 0.0]).numpy(), tf.sin(0.0).numpy(), tf.cos(0.0).numpy(), tf.math.cos(0.0).numpy(), tf.shape(m).numpy())
# expect: 1.0 [0.5 0.5] 0.0 1.0 1.0 [2 2]
print(tf.multiply(2.0, 3.0).numpy(), tf.squeeze([[1, 2]]).numpy(), tf.expand_dims(x, 0).shape, tf.cumsum([1, 2, 3]).numpy(), tf.linalg.matvec(m, x).numpy())
# expect: 6.0 [1 2] (1, 2) [1 3 6] [ 9. 19.]
print(tf.broadcast_to(1, [2, 2]).numpy().tolist(), tf.clip_by_value(x, 0, 2).numpy(), tf.sqrt(x).numpy())  # expect: [[1, 1], [1, 1]] [1. 2.] [1. 2.]
# aliases: tf.X is tf.math.X; softmax is in both; log is in math alone
print(tf.exp(0.0).numpy() == tf.math.exp(0.0).numpy(), tf.math.softmax([0.0, 0.0]).numpy(), hasattr(tf, 'log'), hasattr(tf.math, 'log'))  # expect: True [0.5 0.5] False True
for name in ['abs', 'add', 'argmax', 'cos', 'cumsum', 'divide', 'equal', 'exp', 'greater', 'less', 'maximum', 'minimum', 'multiply', 'negative', 'pow', 'reduce_max',
             'reduce_mean', 'reduce_min', 'reduce_prod', 'reduce_sum', 'round', 'sigmoid', 'sign', 'sin', 'sqrt', 'square', 'subtract', 'tan', 'tanh']:
    assert hasattr(tf, name) and hasattr(tf.math, name), name
# methods
with tf.GradientTape(persistent=True, watch_accessed_variables=False) as t:
    t.watch(v)
    with t.stop_recording():
        pass
    y = v * v
print(t.gradient(y, v).numpy(), t.jacobian(y, v).shape, len(t.watched_variables()))  # expect: [1. 7.] (2, 2) 1
v.assign([1.0, 1.0])
v.assign_add([1.0, 1.0])
v.assign_sub([0.5, 0.5])
print(v.numpy(), v.shape, v.dtype, x.ndim, v.name, x.numpy()[0].item(), tf.constant(2.0).numpy().item())  # expect: [1.5 1.5] (2,) <dtype: 'float32'> 1 v:0 1.0 2.0
# np beside them
print(np.array([1, 2]).dtype, np.arange(3), np.pi, np.mean([1, 2]), np.sum([1, 2]), np.float32(1), np.square([2]), np.ones(2), np.random.normal(size=3).shape)
# expect: int64 [0 1 2] 3.141592653589793 1.5 3 1.0 [4] [1. 1.] (3,)
indices = np.arange(4)
np.random.shuffle(indices)
print(sorted(indices.tolist()))  # expect: [0, 1, 2, 3]
