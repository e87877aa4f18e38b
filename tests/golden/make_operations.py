#!/usr/bin/python3
"""Writes operations.json: random operands for every operation, with the result NumPy (1.24) gives.

Where TensorFlow defines an operation otherwise than NumPy (floor of a quotient, integer mean, ...) the definition is written out here.
Operands of sums and products are small multiples of 1/8, so that every order of summation gives the same digits and the results can be
compared exactly. Functions that are not correctly rounded are computed in float64 first.
"""
import json
import math
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


def case(op, inputs, result, exact=True, tolerance=4, **attributes):
    """`tolerance`: units in the last place of the largest element, for results that are not exact."""
    row = {"op": op, "inputs": [stored(x) for x in inputs], "attributes": attributes, "exact": exact, "result": stored(result)}
    if not exact:
        row["tolerance"] = tolerance
    cases.append(row)


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


def functions():
    """Functions of one float tensor that are not correctly rounded; computed in float64 first."""
    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    erf = np.vectorize(math.erf, otypes=[np.float64])
    erfc = np.vectorize(math.erfc, otypes=[np.float64])
    table = [
        ("rsqrt", lambda x: 1 / np.sqrt(x), 1, 60), ("reciprocal", lambda x: 1 / x, 1, 60), ("expm1", np.expm1, -24, 25), ("log1p", np.log1p, -7, 60),
        ("tan", np.tan, -10, 11), ("asin", np.arcsin, -8, 9), ("acos", np.arccos, -8, 9), ("atan", np.arctan, -24, 25), ("sinh", np.sinh, -24, 25),
        ("cosh", np.cosh, -24, 25), ("asinh", np.arcsinh, -24, 25), ("acosh", np.arccosh, 8, 60), ("atanh", np.arctanh, -7, 8), ("erf", erf, -24, 25),
        ("erfc", erfc, -24, 25), ("log_sigmoid", lambda x: -np.log1p(np.exp(-x)), -24, 25), ("softplus", lambda x: np.log1p(np.exp(x)), -24, 25),
        ("softsign", lambda x: x / (1 + np.abs(x)), -24, 25), ("elu", lambda x: np.where(x < 0, np.expm1(x), x), -24, 25),
        ("selu", lambda x: 1.0507009873554805 * np.where(x < 0, 1.6732632423543772 * np.expm1(x), x), -24, 25),
        ("swish", lambda x: x * sigmoid(x), -24, 25), ("relu6", lambda x: np.clip(x, 0, 6), -24, 80),
        ("floor", np.floor, -24, 25), ("ceil", np.ceil, -24, 25), ("round", np.round, -24, 25), ("rint", np.rint, -24, 25),
    ]
    for op, function, low, high in table:
        for shape in SHAPES:
            dtype = FLOATS[random.randint(2)]
            x = draw(dtype, shape, low, high)
            case(op, [x], np.asarray(function(x.astype(np.float64))).astype(dtype), exact=False)
    for shape in SHAPES:
        x = draw(FLOATS[random.randint(2)], shape)
        case("leaky_relu", [x], np.where(x > 0, x, x * x.dtype.type(0.25)), number=0.25)
        wide = x.astype(np.float64)
        case("gelu", [x], (0.5 * wide * erfc(-wide / math.sqrt(2))).astype(x.dtype), exact=False, tolerance=16, number=0)
        inner = math.sqrt(2 / math.pi) * (wide + 0.044715 * wide ** 3)
        case("gelu", [x], (wide * sigmoid(2 * inner)).astype(x.dtype), exact=False, tolerance=16, number=1)
        special = np.where(draw("bool", shape), x, np.asarray([np.nan, np.inf, -np.inf, 1.5], x.dtype)[random.randint(4, size=shape)])
        special = np.asarray(special, x.dtype)
        case("is_nan", [special], np.isnan(special))
        case("is_inf", [special], np.isinf(special))
        case("is_finite", [special], np.isfinite(special))
        c = draw("bool", shape)
        case("nonzero", [c], np.argwhere(c).astype(np.int64))


def special_binary():
    def quiet(function):
        def call(x, y):
            with np.errstate(all="ignore"):
                return function(x, y)
        return call

    table = [
        ("squared_difference", lambda x, y: (x - y) * (x - y), True), ("atan2", np.arctan2, False),
        ("xlogy", quiet(lambda x, y: np.where(x == 0, 0, x * np.log(np.abs(y)))), False), ("xdivy", quiet(lambda x, y: np.where(x == 0, 0, x / y)), True),
        ("divide_no_nan", quiet(lambda x, y: np.where(y == 0, 0, x / y)), True), ("multiply_no_nan", lambda x, y: np.where(y == 0, 0, x * y), True),
    ]
    for op, function, exact in table:
        for left, right in shape_pairs():
            dtype = FLOATS[random.randint(2)]
            x, y = draw(dtype, left, -5, 6), draw(dtype, right, -5, 6)
            if op == "xlogy":
                y = np.abs(y) + np.asarray(0.125, dtype)
            if op == "xdivy":
                y = not_zero(y)
            if exact:
                case(op, [x, y], np.asarray(function(x, y), dtype))
            else:
                case(op, [x, y], np.asarray(function(x.astype(np.float64), y.astype(np.float64))).astype(dtype), exact=False)
    for left, right in shape_pairs():
        x, y = draw("bool", left), draw("bool", right)
        case("logical_xor", [x, y], np.logical_xor(x, y))
    for shape in SHAPES:
        dtype = NUMBERS[random.randint(4)]
        parts = [draw(dtype, shape) for _ in range(random.randint(1, 5))]
        case("add_n", parts, sum(parts[1:], parts[0]))
        x = draw(dtype, shape)
        low, high = draw(dtype, ()), draw(dtype, ())
        low, high = min(low, high), max(low, high)
        case("clip_by_value", [x, low, high], np.clip(x, low, high))


def more_reductions():
    for shape in [(), (3,), (2, 3), (4, 1), (2, 3, 4), (2, 1, 3, 2), (2, 0, 3)]:
        subsets = {tuple(range(len(shape)))} | {(a,) for a in range(len(shape))} | {(a, b) for b in range(len(shape)) for a in range(b)}
        for axes in sorted(subsets):
            keep = bool(random.randint(2))
            attributes = {"axes": list(axes), "keepdims": keep}
            along = {"axis": axes, "keepdims": keep}
            c = draw("bool", shape)
            case("reduce_any", [c], np.any(c, **along), **attributes)
            case("reduce_all", [c], np.all(c, **along), **attributes)
            x = draw("int32", shape, -3, 4)
            case("reduce_prod", [x], np.prod(x, dtype=x.dtype, **along), **attributes)
            if 0 in shape:
                continue
            x = draw("float64", shape)
            case("reduce_variance", [x], np.var(x, **along), exact=False, **attributes)
            if x.size > 1 and np.all(np.std(x, **along) > 0):
                case("reduce_std", [x], np.std(x, **along), exact=False, **attributes)
            case("reduce_logsumexp", [x], np.log(np.sum(np.exp(x), **along)), exact=False, tolerance=16, **attributes)
            case("clip_by_norm", [x, np.float64(2)], x * 2 / np.maximum(np.sqrt(np.sum(x * x, axis=axes, keepdims=True)), 2), exact=False, **attributes)
        for axis in range(len(shape)):
            x = draw(NUMBERS[random.randint(4)], shape)
            if 0 not in shape:
                case("argmin", [x], np.argmin(x, axis=axis), axis=axis)
                wide = draw("float64", shape)
                powers = np.exp(wide)
                case("softmax", [wide], powers / powers.sum(axis, keepdims=True), exact=False, axis=axis)
                case("log_softmax", [wide], wide - np.log(powers.sum(axis, keepdims=True)), exact=False, tolerance=64, axis=axis)
            for exclusive in (False, True):
                for reverse in (False, True):
                    for op, function, start in (("cumsum", np.cumsum, 0), ("cumprod", np.cumprod, 1)):
                        y = draw("int64", shape, -3, 4)
                        turned = np.flip(y, axis) if reverse else y
                        if exclusive and shape[axis] > 0:
                            first = np.full_like(turned.take([0], axis), start)
                            turned = np.concatenate([first, turned.take(range(shape[axis] - 1), axis)], axis)
                        total = function(turned, axis)
                        case(op, [y], np.flip(total, axis) if reverse else total, axis=axis, exclusive=exclusive, reverse=reverse)
    for shape in [(1, 3), (2, 3), (2, 2, 4)]:
        z = draw("float64", shape)
        logs = z - np.log(np.exp(z).sum(-1, keepdims=True))
        labels = np.abs(draw("float64", shape)) + 0.125
        labels /= labels.sum(-1, keepdims=True)
        case("softmax_cross_entropy_with_logits", [labels, z], -(labels * logs).sum(-1), exact=False, tolerance=64)
        classes = random.randint(shape[-1], size=shape[:-1])
        case("sparse_softmax_cross_entropy_with_logits", [classes.astype("int32"), z], -np.take_along_axis(logs, classes[..., None], -1)[..., 0], exact=False, tolerance=64)
        case("sigmoid_cross_entropy_with_logits", [labels, z], -labels * np.log(1 / (1 + np.exp(-z))) - (1 - labels) * np.log(1 / (1 + np.exp(z))), exact=False, tolerance=64)
        case("l2_loss", [z], np.sum(z * z) / 2)


def placing():
    for shape in [(3,), (2, 3), (4, 2, 3), (2, 3, 1, 2)]:
        for _ in range(4):
            dtype = NUMBERS[random.randint(4)]
            x = draw(dtype, shape)
            for axis in range(len(shape)):
                indices = random.randint(shape[axis], size=[(), (2,), (2, 2)][random.randint(3)])
                taken = np.take(x, indices, axis)
                attributes = {"axis": axis, "batch_dims": 0, "input_shape": shape}
                case("gather", [x, indices], taken, **attributes)
                back = np.zeros_like(np.moveaxis(x, axis, 0))
                rows = draw(dtype, taken.shape)
                moved = np.moveaxis(rows, list(range(axis, axis + indices.ndim)), list(range(indices.ndim)))
                np.add.at(back, indices, moved)
                case("gather_grad", [rows, indices], np.moveaxis(back, 0, axis), **attributes)
            depth = random.randint(1, len(shape) + 1)
            indices = np.stack([random.randint(n, size=3) for n in shape[:depth]], -1)
            taken = x[tuple(indices.T)]
            case("gather_nd", [x, indices], taken)
            updates = draw(dtype, taken.shape)
            back = np.zeros_like(x)
            np.add.at(back, tuple(indices.T), updates)
            case("scatter_nd", [indices, updates], back, shape=shape)
            replaced = x.copy()
            replaced[tuple(indices.T)] = updates
            case("tensor_scatter_nd_update", [x, indices, updates], replaced)
            mask = draw("bool", shape[:depth])
            case("boolean_mask", [x, mask], x[mask])
            last = shape[-1]
            lines = random.permutation(x.size).reshape(shape).astype(dtype)
            for descending in (False, True):
                order = np.argsort(-lines if descending else lines, -1, kind="stable")
                case("argsort", [lines], order.astype("int32"), descending=descending, count=0)
                case("sort", [lines], np.take_along_axis(lines, order, -1), descending=descending, count=0)
            count = int(random.randint(1, last + 1))
            case("top_k_indices", [lines], order[..., :count].astype("int32"), descending=True, count=count)
            case("top_k", [lines], np.take_along_axis(lines, order[..., :count], -1), descending=True, count=count)
            copies = [int(n) for n in random.randint(1, 4, size=len(shape))]
            case("tile", [x], np.tile(x, copies), counts=copies)
            widths = [[int(n) for n in random.randint(0, 3, size=2)] for _ in shape]
            case("pad", [x], np.pad(x, widths, constant_values=5), widths=widths, value=5)
            shifts = [int(n) for n in random.randint(-3, 4, size=len(shape))]
            case("roll", [x], np.roll(x, shifts, tuple(range(len(shape)))), counts=shifts)
            turned = [int(n) for n in random.randint(2, size=len(shape))]
            case("reverse", [x], np.flip(x, [a for a in range(len(shape)) if turned[a]]), counts=turned)
            axis = int(random.randint(len(shape) + 1))
            parts = [draw(dtype, shape) for _ in range(random.randint(1, 4))]
            case("stack", parts, np.stack(parts, axis), axis=axis)
            order = [int(n) for n in random.permutation(shape[0])]
            case("random.shuffle", [x], x[order], counts=order)
            classes = random.randint(-1, 4, size=shape[:2])
            axis = int(random.randint(classes.ndim + 1))
            hot = np.where(np.expand_dims(classes, axis) == np.arange(4).reshape([4 if a == axis else 1 for a in range(classes.ndim + 1)]), 2, -1)
            case("one_hot", [classes], hot.astype(dtype), depth=4, axis=axis, dtype=dtype, on=2, off=-1)


def matrices():
    for batch in [(), (2,), (2, 3)]:
        for n in (1, 2, 4):
            a = draw("float64", batch + (n, n)) + 8 * np.eye(n)
            b = draw("float64", batch + (n, 3))
            case("inv", [a], np.linalg.inv(a), exact=False, tolerance=4096)
            case("det", [a], np.linalg.det(a), exact=False, tolerance=64)
            for adjoint in (False, True):
                left = a.swapaxes(-1, -2) if adjoint else a
                case("solve", [a, b], np.linalg.solve(left, b), exact=False, tolerance=65536, transpose_a=adjoint, transpose_b=False)
            definite = np.matmul(a, a.swapaxes(-1, -2))
            case("cholesky", [definite], np.linalg.cholesky(definite), exact=False, tolerance=4096)
        for rows, columns in [(2, 2), (2, 3), (3, 1)]:
            a = draw(NUMBERS[random.randint(4)], batch + (rows, columns))
            case("diag_part", [a], np.diagonal(a, axis1=-2, axis2=-1))
            case("trace", [a], np.trace(a, axis1=-2, axis2=-1).astype(a.dtype))
            x = draw(a.dtype.name, batch + (rows,))
            case("diag", [x], x[..., None] * np.eye(rows, dtype=a.dtype))
            for lower, upper in [(-1, 0), (0, -1), (0, 0), (1, 0), (0, 1)]:
                kept = np.tril(a, upper if upper >= 0 else columns)
                kept = np.triu(kept, -lower if lower >= 0 else -rows)
                case("band_part", [a], kept, lower=lower, upper=upper)
            for transposed in (False, True):
                v = draw(a.dtype.name, batch + (rows if transposed else columns,))
                m = a.swapaxes(-1, -2) if transposed else a
                case("matvec", [a, v], np.matmul(m, v[..., None])[..., 0], transpose_a=transposed, transpose_b=False)
        a, b = draw("int32", batch + (3,)), draw("int32", batch + (3,))
        case("cross", [a, b], np.cross(a, b))
    for left, right, axes in [((2, 3), (3, 4), ([1], [0])), ((2, 3, 4), (4, 2), ([2, 0], [0, 1])), ((3,), (2,), ([], [])), ((3,), (3,), ([0], [0])), ((2, 3), (2, 3), ([0, 1], [0, 1]))]:
        dtype = NUMBERS[random.randint(4)]
        a, b = draw(dtype, left), draw(dtype, right)
        case("tensordot", [a, b], np.tensordot(a, b, axes), left=axes[0], right=axes[1])
    for equation, shapes in [("ij,jk->ik", [(2, 3), (3, 4)]), ("bij,bjk->bik", [(2, 2, 3), (2, 3, 2)]), ("ij->ji", [(2, 3)]), ("ii->", [(3, 3)]), ("ii->i", [(3, 3)]), ("ij->", [(2, 3)]),
                             ("i,j->ij", [(2,), (3,)]), ("i,i->", [(3,), (3,)]), ("ij,j,i->i", [(2, 3), (3,), (2,)]), ("bqd,bkd->bqk", [(2, 3, 2), (2, 4, 2)])]:
        dtype = NUMBERS[random.randint(4)]
        operands = [draw(dtype, shape) for shape in shapes]
        case("einsum", operands, np.einsum(equation, *operands).astype(dtype), equation=equation)


def images():
    """Convolution and pooling written out place by place."""
    for (h, w, c, k), (fh, fw), strides, dilations, same in [
        ((4, 5, 2, 3), (2, 3), (1, 1), (1, 1), False), ((4, 5, 2, 3), (3, 3), (1, 1), (1, 1), True), ((5, 4, 1, 2), (2, 2), (2, 1), (1, 1), True),
        ((6, 6, 1, 1), (2, 2), (1, 2), (2, 2), False), ((3, 3, 2, 2), (1, 1), (1, 1), (1, 1), False), ((5, 5, 2, 1), (3, 2), (2, 2), (1, 1), True),
    ]:
        dtype = FLOATS[random.randint(2)]
        x, f = draw(dtype, (2, h, w, c)), draw(dtype, (fh, fw, c, k))

        def sizes(extent, size, stride):
            if not same:
                return (extent - size) // stride + 1, 0
            count = -(-extent // stride)
            return count, max((count - 1) * stride + size - extent, 0) // 2

        covered = [(fh - 1) * dilations[0] + 1, (fw - 1) * dilations[1] + 1]
        (rows, top), (columns, left) = sizes(h, covered[0], strides[0]), sizes(w, covered[1], strides[1])
        places = [(r, s, i, j, r * strides[0] + i * dilations[0] - top, s * strides[1] + j * dilations[1] - left)
                  for r in range(rows) for s in range(columns) for i in range(fh) for j in range(fw)]
        places = [p for p in places if 0 <= p[4] < h and 0 <= p[5] < w]
        window = dict(strides=strides, dilations=dilations, before=[top, left], results=[rows, columns], input_shape=x.shape)
        y, g = np.zeros((2, rows, columns, k), dtype), draw(dtype, (2, rows, columns, k))
        dx, df = np.zeros_like(x), np.zeros_like(f)
        for r, s, i, j, p, q in places:
            y[:, r, s] += x[:, p, q] @ f[i, j]
            dx[:, p, q] += g[:, r, s] @ f[i, j].T
            df[i, j] += x[:, p, q].T @ g[:, r, s]
        case("conv2d", [x, f], y, window_shape=f.shape, **window)
        case("conv2d_transpose", [f, g], dx, window_shape=f.shape, **window)
        case("conv2d_filter_grad", [x, g], df, window_shape=f.shape, **window)
        if dilations != (1, 1):
            continue
        counts = np.zeros((rows, columns))
        total, spread, g = np.zeros((2, rows, columns, c)), np.zeros(x.shape), draw(dtype, (2, rows, columns, c))
        best, at = np.full((2, rows, columns, c), -np.inf), np.zeros((2, rows, columns, c), np.int64)
        for r, s, i, j, p, q in places:
            counts[r, s] += 1
            total[:, r, s] += x[:, p, q]
            flat = ((np.arange(2)[:, None] * h + p) * w + q) * c + np.arange(c)
            better = x[:, p, q] > best[:, r, s]
            at[:, r, s] = np.where(better, flat, at[:, r, s])
            best[:, r, s] = np.where(better, x[:, p, q], best[:, r, s])
        for r, s, i, j, p, q in places:
            spread[:, p, q] += g[:, r, s] / counts[r, s]
        pool = dict(window, window_shape=[fh, fw])
        case("avg_pool2d", [x], (total / counts[..., None]).astype(dtype), exact=False, **pool)
        case("avg_pool2d_grad", [g], spread.astype(dtype), exact=False, tolerance=64, **pool)
        case("max_pool2d", [x], best.astype(dtype), **pool)
        case("max_pool_with_argmax", [x], at, **pool)
        mean = x.astype(np.float64).mean(axis=(1, 2), keepdims=True)
        case("image.adjust_contrast", [x], ((x - mean) * 2 + mean).astype(dtype), exact=False, tolerance=4096, number=2)


binary()
unary()
where()
matmul()
arrangement()
slices()
reductions()
functions()
special_binary()
more_reductions()
placing()
matrices()
images()
lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
pathlib.Path(__file__).with_name("operations.json").write_text("[\n" + lines + "\n]\n")
print(len(cases), "cases")
