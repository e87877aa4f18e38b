import tensorflow as tf
image = tf.Variable([[[0.5, 0.0, 0.0]]])
delta = tf.Variable(0.1)
with tf.GradientTape() as tape:
    new_image = tf.image.adjust_contrast(image, 0.1)
print(tape.gradient(new_image, [image, delta]))  # expect error: LookupError: gradient registry has no entry for: AdjustContrastv2
