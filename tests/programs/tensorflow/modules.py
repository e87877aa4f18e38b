import tensorflow as tf
class Linear(tf.Module):
    def __init__(self, inputs, outputs, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.ones([inputs, outputs]), name='w')
        self.b = tf.Variable(tf.zeros([outputs]), name='b')
        self.steps = tf.Variable(0, trainable=False)
    def __call__(self, x):
        return tf.nn.relu(x @ self.w + self.b)
layer = Linear(2, 3)
print(layer(tf.constant([[1.0, 2.0]])).numpy())  # expect: [[3. 3. 3.]]
print(len(layer.trainable_variables), len(layer.variables))  # expect: 2 3
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(4, activation='relu')
        self.out = tf.keras.layers.Dense(1)
    def call(self, x):
        return self.out(self.hidden(x))
net = Net()
with tf.GradientTape() as tape:
    y = tf.reduce_sum(net(tf.ones((2, 3))))
print([g.shape for g in tape.gradient(y, net.trainable_variables)])
# expect: [TensorShape([3, 4]), TensorShape([4]), TensorShape([4, 1]), TensorShape([1])]
