#!/usr/bin/python3
"""Writes gradients.json: operations on random float64 operands, with the result and the gradients PyTorch (1.13) gives.

Each case has `upstream`, what arrives at the result, and `gradients`, one an operand (null where none flows). Operands stay away from
points where the slope jumps or is not defined: what happens there is a convention, and tested as one.
"""
import json
import math
import pathlib
import torch
import torch.nn.functional as F

torch.manual_seed(20203)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SHAPES = [(), (1,), (3,), (0,), (2, 3), (3, 1), (2, 0, 3), (2, 1, 4), (2, 3, 1, 2)]
PAIRS = [((), ()), ((3,), ()), ((), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 1, 2), (3, 1)), ((1,), (4,)), ((0, 2), (2,)), ((2, 1, 1, 2), (3, 2, 1))]
cases = []


def element(x):
    return str(x) if isinstance(x, float) and not math.isfinite(x) else x


def stored(tensor):
    name = str(tensor.dtype).replace("torch.", "")
    return {"dtype": name, "shape": list(tensor.shape), "data": [element(x) for x in tensor.detach().reshape(-1).tolist()]}


def draw(shape, low=-2.0, high=2.0):
    return torch.rand(shape) * (high - low) + low


def apart(shape, distance=0.05):
    """Away from 0."""
    x = draw(shape)
    return torch.where(x.abs() < distance, x + 4 * distance, x)


def definite(shape):
    a = draw(shape, -1, 1)
    return a @ a.transpose(-1, -2) + shape[-1] * torch.eye(shape[-1])


def case(op, function, inputs, tolerance=1e-12, **attributes):
    inputs = [x.detach().clone().requires_grad_(x.dtype == torch.float64) for x in inputs]
    result = function(*inputs)
    upstream = draw(tuple(result.shape))
    moving = [x for x in inputs if x.requires_grad]
    found = torch.autograd.grad(result, moving, upstream, allow_unused=True) if result.requires_grad else [None] * len(moving)
    found = iter(found)
    gradients = [next(found) if x.requires_grad else None for x in inputs]
    cases.append({"op": op, "inputs": [stored(x) for x in inputs], "attributes": attributes, "tolerance": tolerance, "result": stored(result),
                  "upstream": stored(upstream), "gradients": [None if g is None else stored(g) for g in gradients]})


def elementwise():
    anywhere = {"negative": torch.neg, "square": torch.square, "exp": torch.exp, "expm1": torch.expm1, "sin": torch.sin, "cos": torch.cos,
                "sinh": torch.sinh, "cosh": torch.cosh, "tanh": torch.tanh, "asinh": torch.asinh, "atan": torch.atan, "erf": torch.erf,
                "erfc": torch.erfc, "sigmoid": torch.sigmoid, "log_sigmoid": F.logsigmoid, "softplus": F.softplus, "swish": F.silu}
    bent = {"abs": torch.abs, "sign": torch.sign, "relu": F.relu, "relu6": F.relu6, "elu": F.elu, "selu": F.selu, "softsign": F.softsign}
    positive = {"sqrt": torch.sqrt, "rsqrt": torch.rsqrt, "log": torch.log, "log1p": torch.log1p, "reciprocal": torch.reciprocal,
                "lgamma": torch.lgamma, "digamma": torch.digamma}
    inside = {"asin": torch.asin, "acos": torch.acos, "atanh": torch.atanh, "tan": torch.tan, "erfinv": torch.erfinv}
    for shape in SHAPES:
        for op, function in anywhere.items():
            case(op, function, [draw(shape)])
        for op, function in bent.items():
            case(op, function, [apart(shape)])
        for op, function in positive.items():
            # PyTorch's trigamma, the slope of digamma, is good to ten digits.
            case(op, function, [draw(shape, 0.2, 4)], 1e-10 if op == "digamma" else 1e-11)
        for op, function in inside.items():
            case(op, function, [draw(shape, -0.9, 0.9)], 1e-11)
        case("acosh", torch.acosh, [draw(shape, 1.2, 4)], 1e-11)
        case("leaky_relu", lambda x: F.leaky_relu(x, 0.25), [apart(shape)], number=0.25)
        case("gelu", F.gelu, [draw(shape)], number=0)
        case("gelu", lambda x: F.gelu(x, approximate="tanh"), [draw(shape)], number=1)
        case("cast", lambda x: x * 1, [draw(shape)], dtype="float64")
        case("l2_loss", lambda x: (x * x).sum() / 2, [draw(shape)])
    for n in (1, 2, 3):
        case("polygamma", lambda x: torch.polygamma(n, x), [draw((5,), 0.3, 4)], 1e-9, number=n)
    for left, right in PAIRS:
        case("add", torch.add, [draw(left), draw(right)])
        case("subtract", torch.sub, [draw(left), draw(right)])
        case("multiply", torch.mul, [draw(left), draw(right)])
        case("divide", torch.div, [draw(left), apart(right)], 1e-11)
        case("pow", torch.pow, [draw(left, 0.3, 2), draw(right)], 1e-11)
        case("maximum", torch.maximum, [draw(left), draw(right)])
        case("minimum", torch.minimum, [draw(left), draw(right)])
        case("squared_difference", lambda x, y: (x - y) ** 2, [draw(left), draw(right)])
        case("atan2", torch.atan2, [apart(left), apart(right)], 1e-11)
        case("xlogy", torch.xlogy, [apart(left), draw(right, 0.3, 2)], 1e-11)
        case("divide_no_nan", torch.div, [draw(left), apart(right)], 1e-11)
        case("where", torch.where, [draw(torch.broadcast_shapes(left, right)) > 0, draw(left), draw(right)])
    for shape in [(2, 3), (3,), ()]:
        case("add_n", lambda x, y, z: x + y + z, [draw(shape), draw(shape), draw(shape)])
        case("clip_by_value", lambda x, a, b: torch.minimum(torch.maximum(x, a), b),
             [draw(shape), torch.tensor(-0.7), torch.tensor(0.8)])


def products():
    for a, b in [((2, 3), (3, 4)), ((1, 1), (1, 1)), ((2, 3, 4), (2, 4, 2)), ((3, 4), (2, 4, 1)), ((2, 1, 2, 3), (2, 3, 1)), ((0, 3), (3, 2))]:
        for ta in (False, True):
            for tb in (False, True):
                x, y = draw(a), draw(b)
                x, y = (x.transpose(-1, -2) if ta else x), (y.transpose(-1, -2) if tb else y)
                case("matmul", lambda p, q: (p.transpose(-1, -2) if ta else p) @ (q.transpose(-1, -2) if tb else q), [x, y], transpose_a=ta, transpose_b=tb)
    for batch in [(), (2,)]:
        for t in (False, True):
            case("matvec", lambda a, x: torch.einsum("...ji,...j->...i" if t else "...ij,...j->...i", a, x), [draw(batch + (3, 2)), draw(batch + ((3,) if t else (2,)))], transpose_a=t, transpose_b=False)
            case("solve", lambda a, b: torch.linalg.solve(a.transpose(-1, -2) if t else a, b), [definite(batch + (3, 3)) + draw(batch + (3, 3)) / 4, draw(batch + (3, 2))], 1e-10, transpose_a=t, transpose_b=False)
        a = definite(batch + (3, 3)) + draw(batch + (3, 3)) / 4
        case("inv", torch.linalg.inv, [a], 1e-10)
        case("det", torch.linalg.det, [a], 1e-10)
        case("cholesky", torch.linalg.cholesky, [definite(batch + (3, 3))], 1e-10)
        case("cross", lambda p, q: torch.cross(p, q, dim=-1), [draw(batch + (3,)), draw(batch + (3,))])
        case("diag", torch.diag_embed, [draw(batch + (3,))])
        case("diag_part", lambda m: torch.diagonal(m, dim1=-2, dim2=-1), [draw(batch + (3, 2))])
        case("trace", lambda m: torch.diagonal(m, dim1=-2, dim2=-1).sum(-1), [draw(batch + (2, 3))])
        case("band_part", lambda m: torch.triu(torch.tril(m, 0), -1), [draw(batch + (3, 4))], lower=1, upper=0)
        symmetric = a + a.transpose(-1, -2)
        case("eigvalsh", lambda m: torch.linalg.eigvalsh(torch.tril(m) + torch.tril(m, -1).transpose(-1, -2)), [symmetric], 1e-9)
        for shape in [(4, 3), (3, 3), (3, 4)]:
            case("singular_values", torch.linalg.svdvals, [draw(batch + shape)], 1e-9)
    for left, right, axes in [((2, 3), (3, 4), ([1], [0])), ((2, 3, 4), (4, 2), ([2, 0], [0, 1])), ((3,), (2,), ([], [])), ((2, 3), (2, 3), ([0, 1], [0, 1]))]:
        case("tensordot", lambda a, b: torch.tensordot(a, b, axes), [draw(left), draw(right)], left=axes[0], right=axes[1])
    for equation, shapes in [("ij,jk->ik", [(2, 3), (3, 4)]), ("bij,bjk->bik", [(2, 2, 3), (2, 3, 2)]), ("ij->ji", [(2, 3)]), ("ii->", [(3, 3)]), ("ii->i", [(3, 3)]),
                             ("ij->", [(2, 3)]), ("i,j->ij", [(2,), (3,)]), ("ij,j,i->i", [(2, 3), (3,), (2,)])]:
        case("einsum", lambda *x: torch.einsum(equation, *x), [draw(s) for s in shapes], equation=equation)


def shapes():
    for shape in [(3,), (2, 3), (2, 1, 3), (2, 3, 2, 1), (0, 2)]:
        rank = len(shape)
        order = list(reversed(range(rank)))
        case("transpose", lambda x: x.permute(order), [draw(shape)], permutation=order)
        case("reshape", lambda x: x.reshape(-1), [draw(shape)], shape=[math.prod(shape)])
        case("broadcast_to", lambda x: x.expand((2,) + shape), [draw(shape)], shape=[2] + list(shape))
        for axis in range(rank):
            case("concat", lambda x, y: torch.cat([x, y], axis), [draw(shape), draw(shape)], axis=axis)
            case("stack", lambda x, y: torch.stack([x, y], axis), [draw(shape), draw(shape)], axis=axis)
            if 0 in shape:
                continue
            indices = torch.randint(shape[axis], (4,))
            case("gather", lambda x, i: torch.index_select(x, axis, i), [draw(shape), indices], axis=axis, batch_dims=0, input_shape=list(shape))
            case("softmax", lambda x: torch.softmax(x, axis), [draw(shape)], axis=axis)
            case("log_softmax", lambda x: torch.log_softmax(x, axis), [draw(shape)], axis=axis)
            case("cumsum", lambda x: torch.cumsum(x, axis), [draw(shape)], axis=axis, exclusive=False, reverse=False)
            case("cumsum", lambda x: torch.cumsum(x.flip(axis), axis).flip(axis), [draw(shape)], axis=axis, exclusive=False, reverse=True)
            case("cumprod", lambda x: torch.cumprod(x, axis), [draw(shape, 0.5, 2)], 1e-11, axis=axis, exclusive=False, reverse=False)
        copies = [2, 1, 3, 2][:rank]
        case("tile", lambda x: x.repeat(copies), [draw(shape)], counts=copies)
        widths = [[1, 2], [0, 1], [2, 0], [1, 1]][:rank]
        case("pad", lambda x: F.pad(x, [n for pair in reversed(widths) for n in pair], value=1.5), [draw(shape)], widths=widths, value=1.5)
        shifts = [1, -1, 2, 0][:rank]
        case("roll", lambda x: torch.roll(x, shifts, list(range(rank))), [draw(shape)], counts=shifts)
        turned = [1, 0, 1, 1][:rank]
        case("reverse", lambda x: x.flip([a for a in range(rank) if turned[a]]), [draw(shape)], counts=turned)
        if 0 in shape:
            continue
        mask = draw(shape) > 0
        case("boolean_mask", lambda x, m: x[m], [draw(shape), mask])
        for descending in (False, True):
            case("sort", lambda x: torch.sort(x, -1, descending)[0], [draw(shape)], descending=descending, count=0)
        case("top_k", lambda x: torch.topk(x, 1)[0], [draw(shape)], descending=True, count=1)
        case("gather_nd", lambda x, i: x[i[:, 0]], [draw(shape), torch.tensor([[0], [shape[0] - 1], [0]])])


def reductions():
    for shape in [(), (3,), (2, 3), (3, 1), (2, 3, 2), (1, 2, 2, 3), (0, 3)]:
        rank = len(shape)
        for axes in [tuple(range(rank)), (0,), (rank - 1,), (0, rank - 1)]:
            axes = tuple(sorted(set(axes)))
            if rank == 0:
                axes = ()
            for keep in (False, True):
                along = dict(axes=list(axes), keepdims=keep)

                def over(function):
                    return (lambda x: function(x, axes, keep)) if axes else (lambda x: function(x.reshape(1), (0,), False))

                case("reduce_sum", over(lambda x, a, k: torch.sum(x, a, keepdim=k)), [draw(shape)], **along)
                if 0 in shape:
                    continue
                case("reduce_mean", over(lambda x, a, k: torch.mean(x, a, keepdim=k)), [draw(shape)], **along)
                case("reduce_max", over(lambda x, a, k: torch.amax(x, a, keepdim=k)), [draw(shape)], **along)
                case("reduce_min", over(lambda x, a, k: torch.amin(x, a, keepdim=k)), [draw(shape)], **along)
                case("reduce_logsumexp", over(lambda x, a, k: torch.logsumexp(x, a, keepdim=k)), [draw(shape)], **along)
                case("norm", over(lambda x, a, k: torch.sqrt((x * x).sum(a, keepdim=k))), [apart(shape)], **along)
                case("reduce_variance", over(lambda x, a, k: torch.var(x, a, unbiased=False, keepdim=k)), [draw(shape)], **along)
                if math.prod(shape[a] for a in axes) > 1:
                    case("reduce_std", over(lambda x, a, k: torch.std(x, a, unbiased=False, keepdim=k)), [draw(shape)], 1e-11, **along)
                if len(axes) == 1:
                    case("reduce_prod", over(lambda x, a, k: torch.prod(x, a[0], keepdim=k)), [draw(shape)], 1e-11, **along)


def losses():
    for shape in [(1, 3), (2, 3), (2, 2, 4)]:
        labels = torch.softmax(draw(shape), -1)
        case("softmax_cross_entropy_with_logits", lambda p, z: -(p.detach() * torch.log_softmax(z, -1)).sum(-1), [labels.detach(), draw(shape)])
        cases[-1]["gradients"][0] = None
        classes = torch.randint(shape[-1], shape[:-1])
        case("sparse_softmax_cross_entropy_with_logits",
             lambda c, z: F.cross_entropy(z.reshape(-1, shape[-1]), c.reshape(-1), reduction="none").reshape(shape[:-1]), [classes, draw(shape)])
        case("sigmoid_cross_entropy_with_logits", lambda p, z: F.binary_cross_entropy_with_logits(z, p, reduction="none"), [torch.rand(shape), draw(shape)])


def images():
    for (h, w, c, k), (fh, fw), strides in [((4, 5, 2, 3), (2, 3), (1, 1)), ((5, 4, 1, 2), (2, 2), (2, 1)), ((3, 3, 2, 2), (1, 1), (1, 1)), ((6, 6, 1, 1), (3, 2), (2, 2))]:
        rows, columns = (h - fh) // strides[0] + 1, (w - fw) // strides[1] + 1
        window = dict(strides=list(strides), dilations=[1, 1], before=[0, 0], results=[rows, columns], input_shape=[2, h, w, c])
        case("conv2d", lambda x, f: F.conv2d(x.permute(0, 3, 1, 2), f.permute(3, 2, 0, 1), stride=strides).permute(0, 2, 3, 1), [draw((2, h, w, c)), draw((fh, fw, c, k))], window_shape=[fh, fw, c, k], **window)
        case("avg_pool2d", lambda x: F.avg_pool2d(x.permute(0, 3, 1, 2), (fh, fw), strides).permute(0, 2, 3, 1), [draw((2, h, w, c))], window_shape=[fh, fw], **window)
        case("max_pool2d", lambda x: F.max_pool2d(x.permute(0, 3, 1, 2), (fh, fw), strides).permute(0, 2, 3, 1), [draw((2, h, w, c))], window_shape=[fh, fw], **window)


def factors():
    """Signs of eigenvectors and singular vectors are free: the test takes PyTorch's, column by column."""
    def symmetric(m):
        return torch.tril(m) + torch.tril(m, -1).transpose(-1, -2)

    for batch in [(), (2,)]:
        a = definite(batch + (3, 3)) + draw(batch + (3, 3)) / 4
        case("eigh_vectors", lambda m: torch.linalg.eigh(symmetric(m))[1], [a + a.transpose(-1, -2)], 1e-8)
        for shape in [(4, 3), (3, 3), (3, 4)]:
            x = draw(batch + shape)
            case("svd_u", lambda m: torch.linalg.svd(m, full_matrices=False)[0], [x], 1e-8)
            case("svd_v", lambda m: torch.linalg.svd(m, full_matrices=False)[2].transpose(-1, -2), [x], 1e-8)
        for shape in [(4, 3), (3, 3), (2, 4), (1, 1)]:
            x = draw(batch + shape)
            case("qr_q", lambda m: torch.linalg.qr(m)[0], [x], 1e-9)
            case("qr_r", lambda m: torch.linalg.qr(m)[1], [x], 1e-9)


def others():
    for left, right in PAIRS:
        case("floormod", lambda x, y: x - y * torch.floor(x / y).detach(), [draw(left), apart(right, 0.3)], 1e-11)
        case("xdivy", torch.div, [apart(left), apart(right)], 1e-11)
        case("multiply_no_nan", torch.mul, [draw(left), apart(right)])
    for shape in SHAPES:
        case("identity", lambda x: x * 1, [draw(shape)])
    for shape, axes, picked in [((4, 3), [[0, 2, 2, False], [1, 1, 1, True]], (slice(0, 4, 2), 1)), ((5,), [[1, 1, 3, False]], (slice(1, 4),)),
                                ((2, 3, 2), [[1, 1, 1, True], [0, 1, 3, False], [0, 1, 1, False]], (1, slice(None), slice(0, 1))), ((2,), [[0, 1, 0, False]], (slice(0, 0),))]:
        along = dict(axes=axes, input_shape=list(shape))
        case("strided_slice", lambda x: x[picked], [draw(shape)], **along)
        part = torch.zeros(shape)[picked]
        case("strided_slice_grad", lambda g: torch.zeros(shape).index_put(tuple(index[picked] for index in torch.meshgrid(*[torch.arange(n) for n in shape], indexing="ij")), g), [draw(tuple(part.shape))], **along)
    for shape, axis, indices in [((3, 2), 0, [2, 0, 2]), ((2, 3), 1, [1, 1]), ((2, 2, 3), 1, [0, 1, 0])]:
        index = torch.tensor(indices)
        rows = list(shape)
        rows[axis] = len(indices)
        case("gather_grad", lambda g, i: torch.zeros(shape).index_add(axis, i, g), [draw(rows), index], axis=axis, batch_dims=0, input_shape=list(shape))
    for shape, indices in [((4, 2), [[1], [3], [1]]), ((3, 3), [[0, 1], [2, 2], [0, 1]]), ((5,), [[4], [0]])]:
        index = torch.tensor(indices)
        updates = draw((len(indices),) + shape[index.shape[1]:])
        case("scatter_nd", lambda i, u: torch.zeros(shape).index_put(tuple(i.T), u, accumulate=True), [index, updates], shape=list(shape))
        once = torch.unique(index, dim=0)
        case("tensor_scatter_nd_update", lambda x, i, u: x.index_put(tuple(i.T), u), [draw(shape), once, draw((len(once),) + shape[index.shape[1]:])])
    for limit in (0.5, 50.0):
        for shape, axes in [((2, 3), [0, 1]), ((2, 3), [1]), ((3,), [0]), ((2, 1, 2, 2), [1, 3])]:
            case("clip_by_norm", lambda x, c: x * c / torch.maximum(torch.sqrt((x * x).sum(axes, keepdim=True)), c), [apart(shape), torch.tensor(limit)], 1e-11, axes=axes, keepdims=False)


def imageGradients():
    for (h, w, c, k), (fh, fw), strides in [((4, 5, 2, 3), (2, 3), (1, 1)), ((5, 4, 1, 2), (2, 2), (2, 1)), ((3, 3, 2, 2), (1, 1), (1, 1)), ((6, 6, 1, 1), (3, 2), (2, 2))]:
        rows, columns = (h - fh) // strides[0] + 1, (w - fw) // strides[1] + 1
        window = dict(strides=list(strides), dilations=[1, 1], before=[0, 0], results=[rows, columns], input_shape=[2, h, w, c])
        rest = [h - (rows - 1) * strides[0] - fh, w - (columns - 1) * strides[1] - fw]

        def spread(filter, g, groups=1):
            wide = F.conv_transpose2d(g.permute(0, 3, 1, 2), filter.permute(3, 2, 0, 1), stride=strides, groups=groups)
            return F.pad(wide, [0, rest[1], 0, rest[0]]).permute(0, 2, 3, 1)

        def filterGradient(x, g):
            patches = F.unfold(x.permute(0, 3, 1, 2), (fh, fw), stride=strides).reshape(2, c, fh, fw, -1)
            return torch.einsum("bcijl,blk->ijck", patches, g.reshape(2, -1, k))

        filter, g = draw((fh, fw, c, k)), draw((2, rows, columns, k))
        case("conv2d_transpose", spread, [filter, g], window_shape=[fh, fw, c, k], **window)
        case("conv2d_filter_grad", filterGradient, [draw((2, h, w, c)), g], window_shape=[fh, fw, c, k], **window)
        mean = torch.full((fh, fw, 1, c), 1 / (fh * fw))
        case("avg_pool2d_grad", lambda g: spread(mean, g, c), [draw((2, rows, columns, c))], window_shape=[fh, fw], **window)


elementwise()
products()
shapes()
reductions()
losses()
images()
factors()
others()
imageGradients()
lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
pathlib.Path(__file__).with_name("gradients.json").write_text("[\n" + lines + "\n]\n")
print(len(cases), "cases,", len({c["op"] for c in cases}), "operations")
