import tensorflow as tf
x = tf.Variable(3.0)
t = tf.GradientTape()
with t:
    y = x * x
with t:
    z = y * y
print(t.gradient(z, x).numpy())  # expect: 108.0
# A used-up tape starts afresh when entered again.
with t:
    w = x * 5.0
print(t.gradient(w, x).numpy())  # expect: 5.0
with t:
    with t:  # expect error: ValueError: Tape is still recording, This can happen if you try to re-enter an already-active tape.
        pass
