import tensorflow as tf
features = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
labels = tf.constant([0, 1, 2])
data = tf.data.Dataset.from_tensor_slices((features, labels))
for x, y in data.batch(2):
    print(x.numpy().tolist(), y.numpy())
# expect: [[1.0, 2.0], [3.0, 4.0]] [0 1]
# expect: [[5.0, 6.0]] [2]
print(len(data), len(data.batch(2)))  # expect: 3 2
seen = sorted([int(y) for x, y in data.shuffle(buffer_size=3)])
print(seen)  # expect: [0, 1, 2]
endless = iter(data.shuffle(10).batch(3).repeat())
for i in range(4):
    x, y = next(endless)
print(x.shape)  # expect: (3, 2)
print([int(v) for v in tf.data.Dataset.range(5).map(lambda v: v * v).take(3)])  # expect: [0, 1, 4]
