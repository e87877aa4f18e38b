# What TensorFlow 2.5 does, statement by statement: derivatives at the edge, and the rules in general.
import tensorflow as tf

def slopes(f, *points):
    xs = [tf.constant(p) for p in points]
    with tf.GradientTape() as t:
        t.watch(xs)
        y = f(*xs)
    return [None if g is None else g.numpy().tolist() for g in t.gradient(y, xs)]

# Ties go to the first operand; relu'(0) = 0, abs'(0) = 0.
print(slopes(tf.maximum, 2.0, 2.0), slopes(tf.minimum, 2.0, 2.0), slopes(tf.maximum, [1.0, 3.0], [2.0, 2.0]))
# expect: [1.0, 0.0] [1.0, 0.0] [[0.0, 1.0], [1.0, 0.0]]
print(slopes(tf.nn.relu, 0.0), slopes(tf.abs, 0.0), slopes(tf.nn.relu6, [0.0, 6.0]))  # expect: [0.0] [0.0] [[0.0, 0.0]]
# reduce_max, reduce_min: ties share.
print(slopes(tf.reduce_max, [1.0, 5.0, 5.0]), slopes(tf.reduce_min, [1.0, 1.0, 1.0, 1.0]))  # expect: [[0.0, 0.5, 0.5]] [[0.25, 0.25, 0.25, 0.25]]
# pow: to the exponent z·log x where x > 0, else 0.
print(slopes(tf.pow, 2.0, 3.0)[0], slopes(tf.pow, -2.0, 2.0), slopes(tf.pow, 0.0, 2.0))  # expect: 12.0 [-4.0, 0.0] [0.0, 0.0]
print(round(slopes(tf.pow, 2.0, 3.0)[1], 4))  # expect: 5.5452
# sqrt'(0) = inf, norm'(0) = nan.
print(slopes(tf.sqrt, 0.0), slopes(tf.norm, [0.0, 0.0]))  # expect: [inf] [[nan, nan]]
# where: each branch gets where(c, g, 0); a nan in the unused branch still poisons.
print(slopes(lambda a, b: tf.where([True, False], a, b), [1.0, 2.0], [3.0, 4.0]))  # expect: [[1.0, 0.0], [0.0, 1.0]]
print(slopes(lambda z: tf.where(z > 30, z, tf.math.log(tf.exp(z) + 1)), 1000.0), slopes(lambda x: tf.math.log(tf.exp(x) + 1), 100.0))  # expect: [nan] [nan]
# Broadcasting: summed over the axes that were copied.
print(slopes(lambda a, b: a * b, [[1.0], [2.0]], [10.0, 20.0, 30.0]))  # expect: [[[60.0], [60.0]], [3.0, 3.0, 3.0]]
print(slopes(lambda a, b: a + b, 1.0, [[1.0, 2.0]]))  # expect: [2.0, [[1.0, 1.0]]]
# reduce_mean divides by the count; the shaping operations are linear.
print(slopes(tf.reduce_mean, [1.0, 2.0, 3.0, 4.0]), slopes(tf.reduce_sum, [1.0, 2.0]))  # expect: [[0.25, 0.25, 0.25, 0.25]] [[1.0, 1.0]]
print(slopes(lambda x: tf.reduce_mean(x, axis=1), [[1.0, 2.0], [3.0, 4.0]]))  # expect: [[[0.5, 0.5], [0.5, 0.5]]]
k = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print(slopes(lambda x: tf.reshape(x, [2, 2]) * k, [1.0, 1.0, 1.0, 1.0]), slopes(lambda x: tf.transpose(x) * k, [[1.0, 1.0], [1.0, 1.0]]))
# expect: [[1.0, 2.0, 3.0, 4.0]] [[[1.0, 3.0], [2.0, 4.0]]]
print(slopes(lambda x: tf.squeeze(tf.expand_dims(x, 0)) * k[0], [1.0, 1.0]), slopes(lambda x: tf.concat([x, x * 2], 0) * [1.0, 2.0, 3.0, 4.0], [1.0, 1.0]))
# expect: [[1.0, 2.0]] [[7.0, 10.0]]
print(slopes(lambda x: tf.stack([x, x]) * k, [1.0, 1.0]), slopes(lambda x: x[1:] * 5, [1.0, 1.0]))  # expect: [[4.0, 6.0]] [[0.0, 5.0]]
# matmul: dA = G Bᵀ, dB = Aᵀ G, with the flags; tensordot.
A, B = [[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]
print(slopes(lambda a, b: a @ b, A, B))  # expect: [[[11.0, 15.0], [11.0, 15.0]], [[4.0, 4.0], [6.0, 6.0]]]
print(slopes(lambda a, b: tf.matmul(a, b, transpose_a=True), A, B))  # expect: [[[11.0, 11.0], [15.0, 15.0]], [[3.0, 3.0], [7.0, 7.0]]]
print(slopes(lambda a, b: tf.matmul(a, b, transpose_b=True), A, B))  # expect: [[[12.0, 14.0], [12.0, 14.0]], [[4.0, 6.0], [4.0, 6.0]]]
print(slopes(lambda a, b: tf.tensordot(a, b, axes=1), A, B) == slopes(tf.matmul, A, B))  # expect: True
# gather on axis 0: IndexedSlices; a slice is dense; optimisers and convert_to_tensor take IndexedSlices, assign_sub does not.
w = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
    picked = tf.gather(w, [2, 0])
    row = w[1]
    both = tf.reduce_sum(picked) + tf.reduce_sum(w)
g = t.gradient(picked, w)
print(type(g).__name__, type(t.gradient(row, w)).__name__, type(t.gradient(both, w)).__name__)  # expect: IndexedSlices EagerTensor EagerTensor
print(g)
# expect: IndexedSlices(indices=tf.Tensor([2 0], shape=(2,), dtype=int32), values=tf.Tensor(
# expect: [[1. 1.]
# expect:  [1. 1.]], shape=(2, 2), dtype=float32), dense_shape=tf.Tensor([3 2], shape=(2,), dtype=int32))
print(tf.convert_to_tensor(g).numpy().tolist(), t.gradient(both, w).numpy().tolist())
# expect: [[1.0, 1.0], [0.0, 0.0], [1.0, 1.0]] [[2.0, 2.0], [1.0, 1.0], [2.0, 2.0]]
tf.keras.optimizers.SGD(learning_rate=0.5).apply_gradients([(g, w)])
print(w.numpy().tolist())  # expect: [[0.5, 1.5], [3.0, 4.0], [4.5, 5.5]]
try:
    w.assign_sub(0.1 * g)
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for *: 'float' and 'IndexedSlices'
