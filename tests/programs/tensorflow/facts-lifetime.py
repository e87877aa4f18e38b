# What TensorFlow 2.5 does, statement by statement: lifetime and contexts.
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# 1. Entered again, a tape goes on; after it was used up it starts afresh; entering an active one is an error.
x = tf.Variable(3.0)
t = tf.GradientTape()
with t:
    y = x * x
with t:
    z = y * y
print(t.gradient(z, x).numpy())  # expect: 108.0
with t:
    w = y * y + x
print(t.gradient(w, x).numpy())  # expect: 1.0
def again():
    with t:
        with t:
            pass
error(again)  # expect: ValueError: Tape is still recording, This can happen if you try to re-enter an already-active tape.

# 2. stop_recording().
with tf.GradientTape(persistent=True) as other:
    with tf.GradientTape(persistent=True) as t:
        with t.stop_recording():
            hidden = x * x
            inside = t.gradient(x * 2.0, x)
        y = hidden * x
print(t.gradient(y, x).numpy(), t.gradient(hidden, x), other.gradient(y, x).numpy(), inside)  # expect: 9.0 None 27.0 None
def stop(tape):
    with tape.stop_recording():
        pass
error(lambda: stop(tf.GradientTape()))  # expect: RuntimeError: Trying to stop recording a tape which is not recording.
error(lambda: stop(t))  # expect: ValueError: Tape is not recording.
with tf.GradientTape(persistent=True) as t:
    y = x * x
    with t.stop_recording():
        print(t.gradient(y, x).numpy())  # expect: 6.0
    z = x * 4.0
print(t.gradient(z, x).numpy())  # expect: 4.0

# 3. reset() throws away the record and what was watched.
c = tf.constant(5.0)
with tf.GradientTape(persistent=True) as t:
    t.watch(c)
    y = c * c + x
    t.reset()
    z = c * 2.0 + x * 3.0
print(t.gradient(y, c), t.gradient(z, c), t.gradient(z, x).numpy())  # expect: None None 3.0
with tf.GradientTape() as t:
    t.watch(c)
    t.reset()
    t.watch(c)
    z = c * 2.0
print(t.gradient(z, c).numpy())  # expect: 2.0

# 4. watched_variables(): in the order of construction, also after the gradient was taken.
first = tf.Variable(1.0, name='first')
second = tf.Variable(2.0, name='second')
with tf.GradientTape() as t:
    y = second * second + first
t.gradient(y, first)
print(type(t.watched_variables()).__name__, [v.name for v in t.watched_variables()])  # expect: tuple ['first:0', 'second:0']

# 5. watch() of a tape that was never entered.
error(lambda: tf.GradientTape().watch(c))  # expect: AttributeError: 'NoneType' object has no attribute 'watch'

# 6. Several tapes in one with.
x0 = tf.constant(0.0)
x1 = tf.constant(0.0)
with tf.GradientTape() as tape0, tf.GradientTape() as tape1:
    tape0.watch(x0)
    tape1.watch(x1)
    y0 = tf.math.sin(x0)
    y1 = tf.nn.sigmoid(x1)
    y = y0 + y1
    ys = tf.reduce_sum(y)
print(tape0.gradient(ys, x0).numpy(), tape1.gradient(ys, x1).numpy())  # expect: 1.0 0.25

# 7. An error inside the block ends the recording.
try:
    with tf.GradientTape() as t:
        y = x * x
        raise ValueError('oh')
except ValueError as e:
    print(e)  # expect: oh
z = y * 10.0
print(t.gradient(z, x))  # expect: None
with t:
    print('entered again')  # expect: entered again

# 8. del takes the name away.
with tf.GradientTape(persistent=True) as t:
    y = x * x
g = t.gradient(y, x)
del t
print(g.numpy())  # expect: 6.0
error(lambda: t)  # expect: NameError: name 't' is not defined
