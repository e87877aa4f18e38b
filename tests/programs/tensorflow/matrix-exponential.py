import tensorflow as tf

# Matrices small enough for each approximant, and one that is halved first. torch.matrix_exp gives for y:
#   [[1.0686227882704782, 0.25520305831566287], [-0.3828045874734942, 1.4514273757439724]]
#   [[-1.4717418099017991, 1.1258814113956743], [-1.688822117093511, -1.7532121627507182]]
#   [[-982.9799363787105, 1386.408729871445], [-2079.6130948071673, 2483.041888299902]]
# and for the gradient of sum(w * y):
#   [[0.7097234783008961, -3.3016495485325255], [1.1377536227064227, 4.011373026833426]]
#   [[-5.4700360457979915, -1.2060504071461715], [0.3349163500159162, -4.357516133694068]]
#   [[-2690.3988013648914, -5375.1550864111605], [3005.766420161005, 5343.920522739411]]
w = tf.constant([[1.0, -2.0], [0.5, 3.0]], tf.float64)
def weighted(a):
    return tf.reduce_sum(tf.linalg.expm(a) * w)

for a in [[[0.1, 0.2], [-0.3, 0.4]], [[1.0, 2.0], [-3.0, 0.5]], [[4.0, 2.0], [-3.0, 9.0]]]:
    x = tf.Variable(a, dtype=tf.float64)
    with tf.GradientTape() as t:
        l = weighted(x)
    g = t.gradient(l, x)
    print(['%.10g' % v for v in tf.reshape(tf.linalg.expm(x), [-1]).numpy()], ['%.10g' % v for v in tf.reshape(g, [-1]).numpy()])
    worst = 0.0
    for i in range(2):
        for j in range(2):
            step = tf.scatter_nd([[i, j]], [tf.constant(1e-6, tf.float64)], (2, 2))
            slope = (weighted(x + step) - weighted(x - step)) / 2e-6
            worst = max(worst, abs(float(slope - g[i, j])) / abs(float(g[i, j])))
    print(worst < 1e-6)
# expect: ['1.068622788', '0.2552030583', '-0.3828045875', '1.451427376'] ['0.7097234783', '-3.301649549', '1.137753623', '4.011373027']
# expect: True
# expect: ['-1.47174181', '1.125881411', '-1.688822117', '-1.753212163'] ['-5.470036046', '-1.206050407', '0.33491635', '-4.357516134']
# expect: True
# expect: ['-982.9799364', '1386.40873', '-2079.613095', '2483.041888'] ['-2690.398801', '-5375.155086', '3005.76642', '5343.920523']
# expect: True

# A nilpotent matrix has two terms only; a rotation; several at once; zeros.
print(tf.linalg.expm([[0.0, 3.0], [0.0, 0.0]]).numpy().tolist())  # expect: [[1.0, 3.0], [0.0, 1.0]]
turn = tf.linalg.expm(tf.constant([[[0.0, 1.0], [-1.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]], tf.float64))
print(tf.abs(turn[0, 0] - [0.5403023058681398, 0.8414709848078965]).numpy().max() < 1e-15, turn[1].numpy().tolist())
# expect: True [[1.0, 0.0], [0.0, 1.0]]
tf.linalg.expm([[1.0, 2.0]])  # expect error: InvalidArgumentError: Input matrix must be square and of floats, got shape (1, 2)
