#!/usr/bin/python3
"""Writes operations.json: random operands for every operation, with the result NumPy (1.24) gives.

Where TensorFlow defines an operation otherwise than NumPy (floor of a quotient, integer mean, ...) the definition is written out here.
Operands of sums and products are small multiples of 1/8, so that every order of summation gives the same digits and the results can be
compared exactly. Functions that are not correctly rounded are computed in float64 first.
"""
import json
import pathlib
import numpy as np

random = np.random.RandomState(20201)
FLOATS = ["float32", "float64"]
NUMBERS = ["int32", "int64"] + FLOATS
ALL = ["bool"] + NUMBERS
SHAPES = [(), (1,), (3,), (9,), (0,), (2, 3), (3, 1), (1, 4), (4, 0), (7, 19), (2, 3, 4), (2, 1, 4), (1, 1, 1), (2, 0, 3), (2, 3, 1, 5), (3, 2, 2, 2)]
cases = []


def element(x):
    if isinstance(x, float) and not np.isfinite(x):
        return str(x)
    return x


def stored(array):
    array = np.asarray(array)
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": [element(x.item()) for x in array.ravel()]}


def case(op, inputs, result, exact=True, **attributes):
    cases.append({"op": op, "inputs": [stored(x) for x in inputs], "attributes": attributes, "exact": exact, "result": stored(result)})


def draw(dtype, shape, low=-24, high=25):
    numbers = random.randint(low, high, size=shape)
    if dtype == "bool":
        return np.asarray(numbers > (low + high) // 2)
    if dtype in FLOATS:
        return np.asarray(numbers / 8, dtype)
    return np.asarray(numbers, dtype)


def broadcastable():
    """Two shapes of up to four axes that fit each other, and the common one."""
    full = [int(x) for x in random.choice([0, 1, 2, 3, 5, 6], size=random.randint(0, 5), p=[0.05, 0.2, 0.2, 0.2, 0.2, 0.15])]

    def part():
        shape = [n if random.rand() < 0.6 else 1 for n in full]
        return tuple(shape[random.randint(0, len(shape) + 1):] if random.rand() < 0.5 else shape)

    return part(), part()


def shape_pairs():
    fixed = [((), ()), ((5,), (5,)), ((2, 3), ()), ((), (2, 3)), ((2, 3), (3,)), ((3,), (2, 3)), ((3, 1), (1, 4)), ((4, 1), (4, 3)), ((2, 3, 4), (3, 1))]
    return fixed + [broadcastable() for _ in range(14)]


def floor_mod(x, y):
    if x.dtype.kind == "i":
        return np.mod(x, y)
    rest = np.fmod(x, y)
    return np.where((rest != 0) & ((rest < 0) != (y < 0)), rest + y, rest)


def floor_divide(x, y):
    return np.floor_divide(x, y) if x.dtype.kind == "i" else np.floor(x / y)


def not_zero(array):
    return np.where(array == 0, array.dtype.type(3), array)


def binary():
    table = [
        ("add", NUMBERS, np.add), ("subtract", NUMBERS, np.subtract), ("multiply", NUMBERS, np.multiply),
        ("maximum", NUMBERS, np.maximum), ("minimum", NUMBERS, np.minimum),
        ("less", NUMBERS, np.less), ("less_equal", NUMBERS, np.less_equal), ("equal", ALL, np.equal),
        ("not_equal", ALL, np.not_equal), ("greater", NUMBERS, np.greater), ("greater_equal", NUMBERS, np.greater_equal),
        ("logical_and", ["bool"], np.logical_and), ("logical_or", ["bool"], np.logical_or),
        ("floordiv", NUMBERS, floor_divide), ("floormod", NUMBERS, floor_mod), ("divide", NUMBERS, np.true_divide),
    ]
    for op, dtypes, function in table:
        for left, right in shape_pairs():
            dtype = dtypes[random.randint(len(dtypes))]
            x, y = draw(dtype, left, -5, 6), draw(dtype, right, -5, 6)
            if op in ("floordiv", "floormod", "divide"):
                y = not_zero(y)
            case(op, [x, y], function(x, y))
    for left, right in shape_pairs():
        dtype = NUMBERS[random.randint(4)]
        if dtype in FLOATS:
            x, y = draw(dtype, left, 1, 40), draw(dtype, right)
            case("pow", [x, y], np.power(x.astype(np.float64), y.astype(np.float64)).astype(dtype), exact=False)
        else:
            x, y = draw(dtype, left, -6, 7), draw(dtype, right, 0, 6)
            case("pow", [x, y], np.power(x, y))


def unary():
    exact = [("negative", np.negative), ("abs", np.abs), ("sign", np.sign), ("square", np.square), ("relu", lambda x: np.maximum(x, x.dtype.type(0)) + x.dtype.type(0))]
    for op, function in exact:
        for shape in SHAPES:
            x = draw(NUMBERS[random.randint(4)], shape)
            case(op, [x], function(x))
    rounded = [
        ("exp", np.exp, 0), ("log", np.log, 25), ("sin", np.sin, 0), ("cos", np.cos, 0), ("tanh", np.tanh, 0),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-x)), 0),
    ]
    for op, function, shift in rounded:
        for shape in SHAPES:
            dtype = FLOATS[random.randint(2)]
            x = draw(dtype, shape, -24 + shift, 25 + shift)
            case(op, [x], function(x.astype(np.float64)).astype(dtype), exact=False)
    for shape in SHAPES:
        x = draw(FLOATS[random.randint(2)], shape, 0, 100)
        case("sqrt", [x], np.sqrt(x))
        x = draw("bool", shape)
        case("logical_not", [x], np.logical_not(x))
        x = draw(ALL[random.randint(5)], shape)
        to = ALL[random.randint(5)]
        case("cast", [x], x.astype(to), dtype=to)
        case("identity", [x], x)
        case("stop_gradient", [x], x)


def where():
    for left, right in shape_pairs():
        other = broadcastable()[0] if random.rand() < 0.2 else ()
        try:
            np.broadcast_shapes(left, right, other)
        except ValueError:
            other = ()
        dtype = ALL[random.randint(5)]
        for shapes in ((left, right, other), (other, left, right), (right, other, left)):
            c, x, y = draw("bool", shapes[0]), draw(dtype, shapes[1]), draw(dtype, shapes[2])
            case("where", [c, x, y], np.where(c, x, y))


def matmul():
    def matrices(a, b):
        dtype = NUMBERS[random.randint(4)]
        for ta in (False, True):
            for tb in (False, True):
                x, y = draw(dtype, a), draw(dtype, b)
                left = x.swapaxes(-1, -2).copy() if ta else x
                right = y.swapaxes(-1, -2).copy() if tb else y
                case("matmul", [left, right], np.matmul(x, y), transpose_a=ta, transpose_b=tb)

    for a, b in [((1, 1), (1, 1)), ((2, 3), (3, 4)), ((1, 5), (5, 1)), ((4, 1), (1, 3)), ((6, 7), (7, 1)), ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((30, 25), (25, 21)),
                 ((2, 2, 3), (2, 3, 4)), ((3, 2, 3), (3, 4)), ((2, 3), (5, 3, 2)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 1, 2, 3), (1, 4, 3, 1)), ((0, 2, 3), (3, 2))]:
        matrices(a, b)


def arrangement():
    for shape in SHAPES:
        for _ in range(3):
            x = draw(ALL[random.randint(5)], shape)
            permutation = [int(i) for i in random.permutation(len(shape))]
            case("transpose", [x], np.transpose(x, permutation), permutation=permutation)
    for permutation in ([0, 2, 1, 3], [3, 2, 1, 0], [0, 1, 3, 2], [2, 3, 0, 1], [1, 0, 2, 3]):
        x = draw("int32", (2, 3, 4, 5))
        case("transpose", [x], np.transpose(x, permutation), permutation=permutation)
    x = draw("float32", (70, 45))
    case("transpose", [x], x.T, permutation=[1, 0])
    for before, after in [((6,), (2, 3)), ((2, 3, 4), (4, 6)), ((), (1, 1)), ((1,), ()), ((0, 3), (3, 0, 2)), ((2, 2), (4,))]:
        x = draw(ALL[random.randint(5)], before)
        case("reshape", [x], x.reshape(after), shape=after)
    for before, after in [((), (2, 3)), ((3,), (2, 3)), ((2, 1), (2, 3)), ((2, 3), (2, 3)), ((2, 1, 3), (4, 2, 5, 3)), ((1,), (0,)), ((1, 1), (3, 3)), ((2, 1, 2, 1), (2, 3, 2, 3))]:
        x = draw(ALL[random.randint(5)], before)
        case("broadcast_to", [x], np.broadcast_to(x, after), shape=after)
    for _ in range(24):
        rank = random.randint(1, 5)
        axis = int(random.randint(rank))
        shape = [int(n) for n in random.choice([0, 1, 2, 3], size=rank, p=[0.05, 0.25, 0.35, 0.35])]
        dtype = ALL[random.randint(5)]
        parts = []
        for _ in range(random.randint(1, 5)):
            shape[axis] = int(random.randint(0, 4))
            parts.append(draw(dtype, tuple(shape)))
        case("concat", parts, np.concatenate(parts, axis), axis=axis)


def slices():
    for _ in range(70):
        rank = random.randint(1, 5)
        shape = tuple(int(n) for n in random.randint(1, 6, size=rank))
        x = draw(ALL[random.randint(5)], shape)
        index, axes = [], []
        for extent in shape:
            kind = random.randint(5)
            if kind == 0:
                i = int(random.randint(-extent, extent))
                index.append(i)
                axes.append([i % extent, 1, 1, True])
            elif kind == 1:
                index.append(slice(None))
                axes.append([0, 1, extent, False])
            else:
                def end():
                    return None if random.rand() < 0.3 else int(random.randint(-extent - 1, extent + 2))
                part = slice(end(), end(), int(random.choice([1, 1, 1, 2, 3, -1, -2])))
                start, stop, step = part.indices(extent)
                index.append(part)
                axes.append([max(start, 0), step, len(range(start, stop, step)), False])
            if random.rand() < 0.1:
                index.append(None)
        taken = x[tuple(index)]
        if taken.ndim > 8:
            continue
        case("strided_slice", [x], taken, axes=axes, input_shape=shape)
        upstream = draw("float32", taken.shape)
        back = np.zeros(shape, np.float32)
        back[tuple(index)] = upstream
        case("strided_slice_grad", [upstream], back, axes=axes, input_shape=shape)


def reductions():
    def integer_mean(x, axis, keep):
        total = np.sum(x, axis=axis, keepdims=keep, dtype=x.dtype)
        count = x.size // max(total.size, 1)
        return np.asarray(np.trunc(total / count), x.dtype)

    for shape in SHAPES + [(2, 1, 3, 2, 2), (300,), (5, 200), (200, 5), (3, 70, 3)]:
        subsets = [tuple(range(len(shape)))] + [(a,) for a in range(len(shape))] + [(a, b) for a in range(len(shape)) for b in range(a)]
        for axes in subsets:
            axes = tuple(sorted(axes))
            keep = bool(random.randint(2))
            x = draw(NUMBERS[random.randint(4)], shape, -80, 81)
            attributes = {"axes": list(axes), "keepdims": keep}
            case("reduce_sum", [x], np.sum(x, axis=axes, keepdims=keep, dtype=x.dtype), **attributes)
            if 0 not in shape:
                case("reduce_max", [x], np.max(x, axis=axes, keepdims=keep), **attributes)
                case("reduce_min", [x], np.min(x, axis=axes, keepdims=keep), **attributes)
                mean = np.mean(x, axis=axes, keepdims=keep) if x.dtype.kind == "f" else integer_mean(x, axes, keep)
                case("reduce_mean", [x], mean, **attributes)
                if len(axes) == 1:
                    case("argmax", [x], np.argmax(x, axis=axes[0]), axis=axes[0])
            x = draw(FLOATS[random.randint(2)], shape)
            case("norm", [x], np.sqrt(np.sum(x * x, axis=axes, keepdims=keep)), **attributes)


binary()
unary()
where()
matmul()
arrangement()
slices()
reductions()
lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
pathlib.Path(__file__).with_name("operations.json").write_text("[\n" + lines + "\n]\n")
print(len(cases), "cases")
