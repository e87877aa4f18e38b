#include "engine/tape/ruleparts.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

/// A new axis of extent 1 before the last one.
TracedTensor asRow(RuleOperations& ops, const TracedTensor& w)
{
    Shape shape(std::span(w.value.shape().begin(), static_cast<std::size_t>(w.value.rank() - 1)));
    shape.append(1);
    shape.append(w.value.shape()[w.value.rank() - 1]);
    return ops.reshape(w, shape);
}

/// Fᵢⱼ = 1/(wⱼ − wᵢ), and 0 where they are equal.
TracedTensor inverseGaps(RuleOperations& ops, const TracedTensor& w)
{
    const TracedTensor gaps = ops.subtract(asRow(ops, w), ops.withLastAxis(w));
    const TracedTensor apart = ops.compare(Op::NotEqual, gaps, 0);
    return ops.keepWhere(apart,
                         ops.reciprocal(ops.run(Op::Where, {apart, gaps, ops.onesLike(gaps)})));
}

TracedTensor product(RuleOperations& ops, const TracedTensor& a, const TracedTensor& b,
                     const TracedTensor& c)
{
    return ops.matmul(ops.matmul(a, b), c, false, true); // A B Cᵀ
}

struct Svd
{
    Svd(RuleOperations& ops, const TracedTensor& a)
        : s(ops.run(Op::SingularValues, {a}))
        , u(ops.run(Op::SingularVectorsLeft, {a}))
        , v(ops.run(Op::SingularVectorsRight, {a}))
    {
    }
    TracedTensor s;
    TracedTensor u;
    TracedTensor v;
};

/// X − W Wᵀ X: what of X is not in the columns of W.
TracedTensor outside(RuleOperations& ops, const TracedTensor& w, const TracedTensor& x)
{
    return ops.subtract(x, ops.matmul(w, ops.matmul(w, x, true, false)));
}

TracedTensor strictlyLower(RuleOperations& ops, const TracedTensor& a)
{
    return ops.subtract(ops.run(Op::BandPart, {a}, BandAttributes{-1, 0}),
                        ops.run(Op::BandPart, {a}, BandAttributes{0, 0}));
}

/// The lower triangle, and its mirror image above the diagonal.
TracedTensor mirroredLower(RuleOperations& ops, const TracedTensor& a)
{
    return ops.add(ops.run(Op::BandPart, {a}, BandAttributes{-1, 0}),
                   ops.matrixTranspose(strictlyLower(ops, a)));
}

void checkTall(const TracedTensor& a)
{
    const Shape& shape = a.value.shape();
    if (shape[shape.rank() - 2] < shape[shape.rank() - 1])
        throw TensorError("NotImplementedError", "QrGrad not implemented when nrows < ncols.");
}

} // namespace

/// Only the lower triangle of A counts, so the gradient is lower triangular too, as TensorFlow's.
TracedTensor pullBackEigen(RuleOperations& ops, const RuleCall& call)
{
    const bool values = call.op == Op::Eigenvalues;
    const TracedTensor v =
        values ? ops.run(Op::Eigenvectors, {call.inputs[0]}) : TracedTensor(call.output());
    const TracedTensor middle = values
        ? ops.run(Op::Diag, {call.upstream})
        : ops.multiply(inverseGaps(ops, ops.run(Op::Eigenvalues, {call.inputs[0]})),
                       ops.matmul(v, call.upstream, true, false));
    const TracedTensor full = product(ops, v, middle, v);
    return lowerHalf(ops, ops.add(full, ops.matrixTranspose(full)));
}

TracedTensor pushEigen(RuleOperations& ops, Op op, const TracedTensor& a, const TracedTensor& d)
{
    const TracedTensor half = lowerHalf(ops, d);
    const TracedTensor symmetric = ops.add(half, ops.matrixTranspose(half));
    const TracedTensor v = ops.run(Op::Eigenvectors, {a});
    const TracedTensor middle = ops.matmul(ops.matmul(v, symmetric, true, false), v);
    if (op == Op::Eigenvalues)
        return ops.run(Op::DiagPart, {middle});
    return ops.matmul(v, ops.multiply(inverseGaps(ops, ops.run(Op::Eigenvalues, {a})), middle));
}

/// Townsend, "Differentiating the singular value decomposition" (2016).
TracedTensor pullBackSvd(RuleOperations& ops, const RuleCall& call)
{
    const Svd f(ops, call.inputs[0]);
    const TracedTensor& g = call.upstream;
    if (call.op == Op::SingularValues)
        return product(ops, f.u, ops.run(Op::Diag, {g}), f.v);
    const bool left = call.op == Op::SingularVectorsLeft;
    const TracedTensor& own = left ? f.u : f.v;
    const TracedTensor along = ops.matmul(own, g, true, false);
    const TracedTensor turn = ops.multiply(inverseGaps(ops, ops.square(f.s)),
                                           ops.subtract(along, ops.matrixTranspose(along)));
    const TracedTensor away = ops.divide(outside(ops, own, g), asRow(ops, f.s));
    if (left) // (U T S + away) Vᵀ
        return ops.matmul(ops.add(ops.matmul(f.u, ops.multiply(turn, asRow(ops, f.s))), away), f.v,
                          false, true);
    return ops.matmul(
        f.u,
        ops.add(ops.matmul(ops.multiply(turn, ops.withLastAxis(f.s)), f.v, false, true),
                ops.matrixTranspose(away)));
}

TracedTensor pushSvd(RuleOperations& ops, Op op, const TracedTensor& a, const TracedTensor& d)
{
    const Svd f(ops, a);
    const TracedTensor p = ops.matmul(ops.matmul(f.u, d, true, false), f.v);
    if (op == Op::SingularValues)
        return ops.run(Op::DiagPart, {p});
    const bool left = op == Op::SingularVectorsLeft;
    const TracedTensor turned = ops.matrixTranspose(p);
    const TracedTensor row = asRow(ops, f.s);
    const TracedTensor column = ops.withLastAxis(f.s);
    const TracedTensor sum = left ? ops.add(ops.multiply(p, row), ops.multiply(turned, column))
                                  : ops.add(ops.multiply(p, column), ops.multiply(turned, row));
    const TracedTensor& own = left ? f.u : f.v;
    const TracedTensor inside =
        ops.matmul(own, ops.multiply(inverseGaps(ops, ops.square(f.s)), sum));
    const TracedTensor moved = left ? ops.matmul(d, f.v) : ops.matmul(d, f.u, true, false);
    return ops.add(inside, ops.divide(outside(ops, own, moved), row));
}

/// A = Q R: Ā = (Q̄ + Q C(R R̄ᵀ − Q̄ᵀ Q)) R⁻ᵀ, C the mirrored lower triangle; linear in Q̄ and R̄, so
/// each has its part.
TracedTensor pullBackQr(RuleOperations& ops, const RuleCall& call)
{
    checkTall(call.inputs[0]);
    const bool upper = call.op == Op::QrUpper;
    const TracedTensor q =
        upper ? ops.run(Op::QrOrthogonal, {call.inputs[0]}) : TracedTensor(call.output());
    const TracedTensor r =
        upper ? TracedTensor(call.output()) : ops.run(Op::QrUpper, {call.inputs[0]});
    const TracedTensor& g = call.upstream;
    const TracedTensor m =
        upper ? ops.matmul(r, g, false, true) : ops.negative(ops.matmul(g, q, true, false));
    TracedTensor sum = ops.matmul(q, mirroredLower(ops, m));
    if (!upper)
        sum = ops.add(g, sum);
    return ops.matmul(sum, ops.run(Op::Inverse, {r}), false, true);
}

/// With W = Qᵀ dA R⁻¹ and Ω antisymmetric with W's lower triangle: dR = (W − Ω) R, dQ = dA R⁻¹ − Q
/// (W − Ω).
TracedTensor pushQr(RuleOperations& ops, Op op, const TracedTensor& a, const TracedTensor& d)
{
    checkTall(a);
    const TracedTensor q = ops.run(Op::QrOrthogonal, {a});
    const TracedTensor r = ops.run(Op::QrUpper, {a});
    const TracedTensor scaled = ops.matmul(d, ops.run(Op::Inverse, {r}));
    const TracedTensor w = ops.matmul(q, scaled, true, false);
    const TracedTensor lower = strictlyLower(ops, w);
    const TracedTensor upper = ops.subtract(w, ops.subtract(lower, ops.matrixTranspose(lower)));
    return op == Op::QrUpper ? ops.matmul(upper, r) : ops.subtract(scaled, ops.matmul(q, upper));
}

} // namespace engine
