import tensorflow as tf

# Running means over batches; every number is worked out by hand.
M = tf.keras.metrics
m = M.Mean(name='loss')
m.update_state(2.0)
m.update_state([4.0, 6.0])
print(m.result(), m.name, m([8.0]).numpy())  # expect: tf.Tensor(4.0, shape=(), dtype=float32) loss 5.0
m.reset_states()
print(m.result().numpy(), M.Mean()([1.0, 3.0], sample_weight=[3.0, 1.0]).numpy(), M.Sum()([1.0, 3.0]).numpy())  # expect: 0.0 1.5 4.0
print(M.MeanSquaredError()([[1.0, 2.0], [0.0, 0.0]], [[1.0, 0.0], [1.0, 1.0]]).numpy(), M.RootMeanSquaredError()([0.0, 0.0], [3.0, 4.0]).numpy(), M.MeanAbsoluteError()([0.0, 0.0], [3.0, -4.0]).numpy())
# expect: 1.5 3.535534 3.5
a = M.SparseCategoricalAccuracy()
a.update_state([1, 0], [[0.1, 0.9], [0.2, 0.8]])
a.update_state([[1]], [[0.0, 1.0]])
print(a.result().numpy(), a([1, 0], [[0.1, 0.9], [0.2, 0.8]], sample_weight=[1.0, 4.0]).numpy())  # expect: 0.6666667 0.375
print(M.CategoricalAccuracy()([[0, 1], [1, 0]], [[0.3, 0.7], [0.1, 0.9]]).numpy(), M.Accuracy()([1, 2], [1, 3]).numpy())  # expect: 0.5 0.5
print(M.BinaryAccuracy()([[1], [0], [1]], [[0.6], [0.4], [0.2]]).numpy(), M.BinaryAccuracy(threshold=0.5)([1, 0], [0.6, 0.7]).numpy())  # expect: 0.6666667 0.5
print(M.SparseCategoricalCrossentropy(from_logits=True)([0], [[0.0, 0.0]]).numpy(), M.sparse_categorical_accuracy([1, 0], [[0.1, 0.9], [0.2, 0.8]]).numpy())
# expect: 0.6931472 [1. 0.]
# A metric holds numbers, not a part of the tape.
w = tf.Variable(3.0)
with tf.GradientTape() as t:
    mean = M.Mean()(w * 2.0)
print(mean.numpy(), t.gradient(mean, w))  # expect: 6.0 None
# Weighted losses; the names beside the means.
L = tf.keras.losses
print(L.MeanSquaredError()([[1.0], [2.0]], [[0.0], [0.0]], sample_weight=[1.0, 3.0]).numpy(), L.MeanSquaredError(reduction=L.Reduction.SUM)([[1.0], [2.0]], [[0.0], [0.0]]).numpy())  # expect: 6.5 5.0
print(L.KLDivergence()([[0.2, 0.8]], [[0.5, 0.5]]).numpy(), L.LogCosh()([[0.0, 1.0]], [[1.0, 3.0]]).numpy(), L.MAPE([[2.0, 4.0]], [[1.0, 5.0]]).numpy(), L.MSLE([[0.0, 1.0]], [[1.0, 3.0]]).numpy())
# expect: 0.19274476 0.87939173 [37.5] [0.48045295]

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

error(lambda: L.MeanSquaredError(reduction='x'))  # expect: ValueError: Invalid Reduction Key x. Expected keys are "('auto', 'none', 'sum', 'sum_over_batch_size')"
error(lambda: L.MeanSquaredError()([1.0], [1.0], weight=3))  # expect: TypeError: __call__() got an unexpected keyword argument 'weight'
error(lambda: L.Hinge())  # expect: NotImplementedError: tensorflow.keras.losses.Hinge is not available in cells
error(lambda: M.AUC())  # expect: NotImplementedError: tensorflow.keras.metrics.AUC is not available in cells
