import tensorflow as tf

# Layers from Conv2D to Softmax; the gradients are those of the same network written with tf.nn.
K = tf.keras.layers
tf.random.set_seed(2)
net = tf.keras.Sequential([K.Conv2D(2, 3, activation='relu', padding='same', input_shape=(6, 6, 1)),
                           K.MaxPool2D(), K.Flatten(), K.Dense(3), K.Softmax()])
x = tf.random.normal((2, 6, 6, 1))
with tf.GradientTape() as t:
    p = net(x)
    l = tf.reduce_sum(tf.keras.losses.sparse_categorical_crossentropy([0, 2], p))
found = t.gradient(l, net.trainable_variables)
w, b, v, c = net.trainable_variables
print([k.name for k in net.layers], w.name, w.shape, v.shape)
# expect: ['conv2d', 'max_pooling2d', 'flatten', 'dense', 'softmax'] conv2d/kernel:0 (3, 3, 1, 2) (18, 3)
with tf.GradientTape() as t:
    h = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(x, w, 1, 'SAME') + b), 2, 2, 'VALID')
    logits = tf.reshape(h, (2, -1)) @ v + c
    l = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits([0, 2], logits))
wanted = t.gradient(l, [w, b, v, c])
print([float(tf.norm(a - d)) < 1e-5 for a, d in zip(found, wanted)])  # expect: [True, True, True, True]
print(K.MaxPooling1D().name, K.ReLU().name, K.GlobalAvgPool2D().name, K.Dense(1, name='top').name)  # expect: max_pooling1d re_lu global_average_pooling2d top
along = K.Conv1D(4, 2, strides=2, kernel_initializer='ones')
print(along(tf.ones((1, 6, 3))).numpy().tolist()[0][2], along.kernel.shape, along.filters)  # expect: [6.0, 6.0, 6.0, 6.0] (2, 3, 4) 4
print(K.AveragePooling2D(2, 1, 'same')(tf.reshape(tf.range(4.0), (1, 2, 2, 1))).numpy().ravel(), K.GlobalMaxPool1D()(tf.reshape(tf.range(6.0), (1, 3, 2))).numpy())
# expect: [1.5 2.  2.5 3. ] [[4. 5.]]
print(K.Reshape((3, -1))(tf.zeros((2, 6))).shape, K.LeakyReLU()([-1.0]).numpy(), tf.keras.activations.relu([-1.0, 2.0]).numpy())  # expect: (2, 3, 2) [-0.3] [0. 2.]
# Regularizers add to `losses`, of a layer, a model and a class.
d = K.Dense(1, kernel_regularizer=tf.keras.regularizers.l2(0.5), bias_regularizer='l1', kernel_initializer='ones', input_shape=(3,))
print([float(r) for r in d.losses], tf.keras.regularizers.L1L2(0.1, 0.2)([1.0, -2.0]).numpy(), len(tf.keras.Sequential([d, K.Dense(1)]).losses))
# expect: [1.5, 0.0] 1.3 2
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.d = d
    def call(self, x):
        return self.d(x)
model = Net()
with tf.GradientTape() as t:
    l = tf.reduce_sum(model(tf.ones((1, 3)))) + tf.add_n(model.losses)
print(t.gradient(l, d.kernel).numpy().ravel())  # expect: [2. 2. 2.]
print(tf.keras.utils.to_categorical([0, 2]).tolist(), tf.ones_initializer()(shape=(2,), dtype='float64').numpy(), tf.zeros_initializer()((1,)).numpy())
# expect: [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]] [1. 1.] [0.]
# Truncated and scaled draws: none beyond two deviations, and He's deviation is the square root of 2 / inputs.
n = tf.keras.initializers.TruncatedNormal(stddev=1.0)((2000,))
he = tf.keras.initializers.HeNormal()((50, 100))
print(float(tf.reduce_max(tf.abs(n))) < 2.0, 0.85 < float(tf.math.reduce_std(n)) < 0.91, 0.195 < float(tf.math.reduce_std(he)) < 0.205)  # expect: True True True

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

error(lambda: net.fit(x, x))  # expect: NotImplementedError: Sequential.fit() is not available in cells
error(lambda: model.compile('sgd'))  # expect: NotImplementedError: Model.compile() is not available in cells
error(lambda: net.summary())  # expect: NotImplementedError: Sequential.summary() is not available in cells
error(lambda: K.LSTM(3))  # expect: NotImplementedError: tensorflow.keras.layers.LSTM is not available in cells
error(lambda: K.BatchNormalization())  # expect: NotImplementedError: tensorflow.keras.layers.BatchNormalization is not available in cells
error(lambda: d(tf.ones((1, 4))))  # expect: ValueError: Input 0 of layer dense_1 is incompatible with the layer: expected axis -1 of input shape to have value 3 but received input with shape (1, 4)
error(lambda: K.Conv2D(1, 2)(tf.ones((2, 2))))  # expect: ValueError: Input 0 of layer conv2d_1 is incompatible with the layer: : expected ndim=4, found ndim=2. Full shape received: (2, 2)
error(lambda: K.Dropout(1.5))  # expect: ValueError: Invalid value 1.5 received for `rate`, expected a value between 0 and 1.
error(lambda: tf.keras.datasets)  # expect: NotImplementedError: tensorflow.keras.datasets is not available in cells
error(lambda: K.Dense(1, kernel_regularizer='l3'))  # expect: ValueError: Unknown regularizer: l3
error(lambda: tf.keras.utils.to_categorical([3], 2))  # expect: IndexError: index 3 is out of bounds for axis 1 with size 2
