import tensorflow as tf
tf.random.set_seed(1)
# d2l's concise linear regression, in small.
X = tf.random.normal((64, 2))
y = X @ tf.constant([[2.0], [-3.4]]) + 4.2
net = tf.keras.Sequential()
net.add(tf.keras.layers.Dense(1, kernel_initializer=tf.initializers.RandomNormal(stddev=0.01)))
loss = tf.keras.losses.MeanSquaredError()
trainer = tf.keras.optimizers.SGD(learning_rate=0.2)
for epoch in range(60):
    with tf.GradientTape() as tape:
        l = loss(net(X, training=True), y)
    grads = tape.gradient(l, net.trainable_variables)
    trainer.apply_gradients(zip(grads, net.trainable_variables))
w, b = net.get_weights()
print(w.shape, b.shape, len(net.trainable_variables))  # expect: (2, 1) (1,) 2
print(abs(float(w[0, 0]) - 2.0) < 0.01, abs(float(b[0]) - 4.2) < 0.01)  # expect: True True
# Adam's first step is the learning rate, whatever the gradient.
v = tf.Variable(1.0)
opt = tf.keras.optimizers.Adam(learning_rate=0.1)
opt.minimize(lambda: 50.0 * v * v, [v])
print(round(float(v), 4))  # expect: 0.9
print(tf.losses.sparse_categorical_crossentropy([1], [[0.0, 0.0]], from_logits=True).numpy())  # expect: [0.6931472]
print(tf.keras.losses.mean_squared_error([[1.0, 2.0]], [[0.0, 0.0]]).numpy())  # expect: [2.5]
m = tf.Variable(0.0)
sgd = tf.keras.optimizers.SGD(1.0, momentum=0.5)
for i in range(2):
    sgd.apply_gradients([(tf.constant(1.0), m)])
print(m.numpy(), sgd.iterations)  # expect: -2.5 2
