# What TensorFlow 2.5 does, statement by statement: tensors, variables, dtypes.
import numpy as np
import tensorflow as tf

def error(work):
    try:
        work()
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))

# 1. What Python's values become.
for value in [1, 1.0, True, 'x', [1, 2], [[1.0], [2.0]], [True, False], ['a'], [2, -3.4], range(3), np.float64(1), np.int64(1), np.float32(1), np.ones(2), np.arange(2)]:
    print(tf.constant(value).dtype.name, end=' ')
print()
# expect: int32 float32 bool string int32 float32 bool string float32 int32 float64 int64 float32 float64 int64 
print(tf.Variable(range(4), dtype=tf.float32).numpy(), tf.constant(range(3)).numpy(), tf.constant([2, -3.4]).numpy())
# expect: [0. 1. 2. 3.] [0 1 2] [ 2.  -3.4]

# 2. No promotion between tensors.
i, f, d, l, h, b = tf.constant(1), tf.constant(1.0), tf.constant(1.0, tf.float64), tf.constant(1, tf.int64), tf.constant(1.0, tf.float16), tf.constant(True)
error(lambda: i + f)  # expect: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a int32 tensor but is a float tensor [Op:AddV2]
error(lambda: f + i)  # expect: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a int32 tensor [Op:AddV2]
error(lambda: f * d)  # expect: InvalidArgumentError: cannot compute Mul as input #1(zero-based) was expected to be a float tensor but is a double tensor [Op:Mul]
error(lambda: d - h)  # expect: InvalidArgumentError: cannot compute Sub as input #1(zero-based) was expected to be a double tensor but is a half tensor [Op:Sub]
error(lambda: tf.ones([2, 2]) @ tf.ones([2, 2], tf.int32))  # expect: InvalidArgumentError: cannot compute MatMul as input #1(zero-based) was expected to be a float tensor but is a int32 tensor [Op:MatMul]
error(lambda: f ** l)  # expect: InvalidArgumentError: cannot compute Pow as input #1(zero-based) was expected to be a float tensor but is a int64 tensor [Op:Pow]
error(lambda: f == i)  # expect: InvalidArgumentError: cannot compute Equal as input #1(zero-based) was expected to be a float tensor but is a int32 tensor [Op:Equal]
error(lambda: f + b)  # expect: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a bool tensor [Op:AddV2]
error(lambda: f / i)  # expect: TypeError: x and y must have the same dtype, got tf.float32 != tf.int32

# 3. Python's numbers and lists take the tensor's dtype.
t = tf.constant([1.0, 2.0])
for r in [2 * t, t * [3., 4.], t ** 2, 1 / t, t - 1, [10, 20] + t, t // 1, t % 2]:
    print(r.numpy().tolist(), r.dtype.name, end=' ')
print()
# expect: [2.0, 4.0] float32 [3.0, 8.0] float32 [1.0, 4.0] float32 [1.0, 0.5] float32 [0.0, 1.0] float32 [11.0, 22.0] float32 [1.0, 2.0] float32 [1.0, 0.0] float32 
error(lambda: i + 1.5)  # expect: InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a int32 tensor but is a float tensor [Op:AddV2]
error(lambda: 1.5 + i)  # expect: TypeError: Cannot convert 1.5 to EagerTensor of dtype int32

# 4. An array beside a tensor is cast to the tensor's dtype.
print(repr(t + np.array([0.5, 0.25])), repr(np.array([0.5, 0.25]) * t))
# expect: <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.5 , 2.25], dtype=float32)> <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5, 0.5], dtype=float32)>
print(repr(tf.constant([1, 2]) + np.array([1.9, 2.9])))  # expect: <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 4], dtype=int32)>

# 5. Division.
print((tf.constant(7) / tf.constant(2)).dtype.name, (tf.constant(7, tf.int8) / tf.constant(2, tf.int8)).dtype.name, (tf.constant(7, tf.int16) / tf.constant(2, tf.int16)).dtype.name, (tf.constant(7, tf.int64) / 2).dtype.name)
# expect: float64 float32 float32 float64
print(repr(tf.constant(-7) // tf.constant(2)), repr(tf.constant(-7) % tf.constant(3)), (tf.constant(-7.5) // 2).numpy(), (tf.constant(-7.5) % 2).numpy())
# expect: <tf.Tensor: shape=(), dtype=int32, numpy=-4> <tf.Tensor: shape=(), dtype=int32, numpy=2> -4.0 0.5

# 6. == and !=.
print((t == [1.0, 3.0]).numpy(), (t != [1.0, 3.0]).numpy(), (t == t).dtype)  # expect: [ True False] [False  True] <dtype: 'bool'>
print(t == tf.ones(3), t != tf.ones(3), t == None, None == t, t != None)  # expect: False True False False True
error(lambda: tf.equal(t, tf.ones(3)))  # expect: InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:Equal]

# 7. Truth and numbers.
print(bool(tf.constant([[1.0]])), bool(tf.constant(0)), float(tf.constant([2.5])), int(tf.constant([[7]])))  # expect: True False 2.5 7
error(lambda: bool(t))  # expect: ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
error(lambda: float(t))  # expect: TypeError: only size-1 arrays can be converted to Python scalars
error(lambda: int(t))  # expect: TypeError: only size-1 arrays can be converted to Python scalars

# 8. len and iteration.
print(len(tf.zeros([3, 2])), [r.numpy().tolist() for r in tf.constant([[1, 2], [3, 4]])])  # expect: 3 [[1, 2], [3, 4]]
error(lambda: len(f))  # expect: TypeError: Scalar tensor has no `len()`
error(lambda: [r for r in f])  # expect: TypeError: Cannot iterate over a scalar tensor.

# 9. Not hashable; `in` a list compares.
v = tf.Variable([1.0, 2.0])
error(lambda: {f: 1})  # expect: TypeError: Tensor is unhashable. Instead, use tensor.ref() as the key.
error(lambda: {f})  # expect: TypeError: Tensor is unhashable. Instead, use tensor.ref() as the key.
error(lambda: hash(v))  # expect: TypeError: Variable is unhashable. Instead, use tensor.ref() as the key.
print({f.ref(): 'one'}[f.ref()], f.ref().deref().numpy(), tf.constant(2.0) in [f, tf.constant(2.0)], tf.constant(3.0) in [f])  # expect: one 1.0 True False

# 10. Assignment to items.
def put(x):
    x[0] = 1
error(lambda: put(t))  # expect: TypeError: 'tensorflow.python.framework.ops.EagerTensor' object does not support item assignment
error(lambda: put(v))  # expect: TypeError: 'ResourceVariable' object does not support item assignment
m = tf.Variable([[1, 2, 3], [4, 5, 6]])
m[1, 2].assign(9)
m[0:2, :1].assign([[7], [8]])
print(m.numpy().tolist())  # expect: [[7, 2, 3], [8, 5, 9]]

# 11. NumPy's methods are not there.
for name in ['T', 'reshape', 'astype', 'sum', 'size', 'ravel', 'transpose', 'mean', 'max', 'min', 'any', 'all', 'clip', 'item', 'tolist', 'data']:
    try:
        getattr(t, name)
        print('has', name)
    except AttributeError as e:
        if name in ['T', 'sum']:
            print(str(e).strip())
# expect: 'EagerTensor' object has no attribute 'T'.
# expect:         If you are looking for numpy-related methods, please run the following:
# expect:         import tensorflow.python.ops.numpy_ops.np_config
# expect:         np_config.enable_numpy_behavior()
# expect: 'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'sum'

# 12. Augmented assignment.
tensor = tf.constant(3.0)
kept = tensor
tensor *= 2
print(tensor.numpy(), kept.numpy())  # expect: 6.0 3.0
with tf.GradientTape() as tape:
    tape.watch(kept)
    y = kept
    y *= 5.0
    y += kept
print(tape.gradient(y, kept).numpy())  # expect: 6.0
def augmented(sign):
    w = tf.Variable(1.0)
    if sign == '+':
        w += 1
    elif sign == '-':
        w -= 1
    elif sign == '*':
        w *= 2
    elif sign == '/':
        w /= 2
    else:
        w **= 2
for sign in '+-*/p':
    error(lambda: augmented(sign))
# expect: RuntimeError: Variable += value not supported. Use variable.assign_add(value) to modify the variable value and variable = variable + value to get a new Tensor object.
# expect: RuntimeError: Variable -= value not supported. Use variable.assign_sub(value) to modify the variable value and variable = variable - value to get a new Tensor object.
# expect: RuntimeError: Variable *= value not supported. Use `var.assign(var * value)` to modify the variable or `var = var * value` to get a new Tensor object.
# expect: RuntimeError: Variable /= value not supported. Use `var.assign(var / value)` to modify the variable or `var = var / value` to get a new Tensor object.
# expect: RuntimeError: Variable **= value not supported. Use `var.assign(var ** value)` to modify the variable or `var = var ** value` to get a new Tensor object.

# 13. Variables have a fixed shape and dtype; what assign gives.
print(repr(v.assign([3, 4])), repr(v.assign_add([1, 1])), repr(v.assign_sub([1.0, 1.0])))
# expect: <tf.Variable 'UnreadVariable' shape=(2,) dtype=float32, numpy=array([3., 4.], dtype=float32)> <tf.Variable 'UnreadVariable' shape=(2,) dtype=float32, numpy=array([4., 5.], dtype=float32)> <tf.Variable 'UnreadVariable' shape=(2,) dtype=float32, numpy=array([3., 4.], dtype=float32)>
error(lambda: v.assign([1.0, 2.0, 3.0]))  # expect: ValueError: Cannot assign to variable Variable:0 due to variable shape (2,) and value shape (3,) are incompatible

# 14. Names.
named = tf.Variable(1.0, name='w')
print(v.name, tf.Variable(2.0).name, named.name, tf.Variable(1.0, name='w').name)  # expect: Variable:0 Variable:0 w:0 w:0
copy = tf.Variable(v)
copy.assign([0.0, 0.0])
print(copy.numpy(), v.numpy())  # expect: [0. 0.] [3. 4.]

# 15. What a variable does and does not do.
error(lambda: len(v))  # expect: TypeError: object of type 'ResourceVariable' has no len()
def unpack():
    dw, db = v
error(unpack)  # expect: TypeError: 'Variable' object is not iterable.
print(v[0:2].numpy(), repr(v.shape), v.dtype, v.numpy(), v.trainable, tf.Variable(1.0, trainable=False).trainable)
# expect: [3. 4.] TensorShape([2]) <dtype: 'float32'> [3. 4.] True False

# 16. Shapes.
x = tf.zeros((4, 1))
print(repr(x.shape), x.shape[0], type(x.shape[0]).__name__, repr(x.shape[:1]), x.shape == (4, 1), x.shape == [4, 1], x.shape.as_list(), x.shape.rank, x.shape.ndims, len(x.shape))
# expect: TensorShape([4, 1]) 4 int TensorShape([4]) True True [4, 1] 2 2 2
print(tf.reshape(tf.range(4), x.shape).shape, tf.zeros(x.shape).shape, tf.ones(x.shape[0]).shape, tf.random.normal(x.shape).shape, tf.broadcast_to(1.0, x.shape).shape)
# expect: (4, 1) (4, 1) (4,) (4, 1) (4, 1)

# 17. Shapes as arguments.
r = tf.range(6)
print(tf.reshape(r, [2, 3]).shape, tf.reshape(r, (3, -1)).shape, tf.reshape(r, tf.TensorShape([6, 1])).shape, tf.reshape(r, tf.constant([1, 6])).shape, tf.reshape(r, -1).shape, tf.reshape(r[0], []).shape)
# expect: (2, 3) (3, 2) (6, 1) (1, 6) (6,) ()
print(tf.zeros(2).shape, tf.random.normal([2]).shape, tf.random.normal((2, 1)).shape, tf.random.normal(()).shape, tf.random.normal([]).shape, tf.random.normal((2, 5), 0, 1).shape)
# expect: (2,) (2,) (2, 1) () () (2, 5)

# 18. Indices. A mask among them stands for tf.boolean_mask.
a = tf.reshape(tf.range(24), [2, 3, 4])
print(a[1, 2, 3].numpy(), a[-1, -1, -1].numpy(), a[0, 1].numpy(), a[0, :, 1:4:2].numpy().tolist(), a[..., 0].numpy().tolist(), a[0, ..., -1].numpy())
# expect: 23 23 [4 5 6 7] [[1, 3], [5, 7], [9, 11]] [[0, 4, 8], [12, 16, 20]] [ 3  7 11]
print(a[:, tf.newaxis].shape, a[None, ..., None].shape, a[::-1][0, 0, 0].numpy(), a[tf.constant(1), tf.constant(0, tf.int64)].numpy(), a[:, 5:].shape)
# expect: (2, 1, 3, 4) (1, 2, 3, 4, 1) 12 [12 13 14 15] (2, 0, 4)
error(lambda: r[[0, 1]])
# expect: TypeError: Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid indices, got [0, 1]
error(lambda: r[1.0])
# expect: TypeError: Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid indices, got 1.0
print(r[r > 2].numpy())  # expect: [3 4 5]

# 19. The value of a tensor of rank 0 is a number of NumPy.
print(type(f.numpy()), type(t.numpy()), type(i.numpy()).__name__, f.numpy() + 1)  # expect: <class 'numpy.float32'> <class 'numpy.ndarray'> int32 2.0
