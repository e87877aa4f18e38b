import tensorflow as tf

# Four steps down v² + 3u² from (1, -2); the numbers come from the papers' formulas in double precision.
def run(optimizer):
    v = tf.Variable([1.0, -2.0])
    for step in range(4):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(v * v * [1.0, 3.0])
        optimizer.apply_gradients([(tape.gradient(loss, v), v)])
    return ['%.5f' % x for x in v.numpy()]

O = tf.keras.optimizers
print(run(O.SGD(0.05, momentum=0.9)), run(O.SGD(0.05, momentum=0.9, nesterov=True)))
# expect: ['0.22680', '1.28560'] ['0.09389', '0.85293']
print(run(O.RMSprop(0.1)), run(O.RMSprop(0.1, rho=0.5, momentum=0.9)), run(O.RMSprop(0.1, rho=0.5, centered=True)))
# expect: ['0.27282', '-1.16984'] ['-0.00730', '-0.93239'] ['0.21122', '-0.99653']
print(run(O.Adagrad(0.5)), run(O.Adagrad(0.5, initial_accumulator_value=0.0)))
# expect: ['0.09291', '-0.81672'] ['0.08912', '-0.81648']
print(run(O.Adam(0.1)), run(O.Adam(0.1, beta_2=0.5, amsgrad=True)))
# expect: ['0.60394', '-1.60150'] ['0.59555', '-1.59517']
O.Nadam(0.1)  # expect error: NotImplementedError: tensorflow.keras.optimizers.Nadam is not available in cells
