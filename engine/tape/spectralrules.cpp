#include <cstdlib>

#include "engine/tape/ruleparts.h"
#include "engine/tensor/evaluate.h"
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

std::int64_t rowsOf(const TracedTensor& a)
{
    return a.value.shape()[a.value.rank() - 2];
}

std::int64_t columnsOf(const TracedTensor& a)
{
    return a.value.shape()[a.value.rank() - 1];
}

/// `count` columns from `start`.
TracedTensor columns(RuleOperations& ops, const TracedTensor& a, std::int64_t start,
                     std::int64_t count)
{
    if (count == columnsOf(a))
        return a;
    SliceAttributes slice = wholeSlice(a.value.shape());
    slice.axes.back() = {start, 1, count, false};
    slice.resultShape.set(a.value.rank() - 1, count);
    return ops.run(Op::Slice, {a}, slice);
}

TracedTensor besideEachOther(RuleOperations& ops, const TracedTensor& a, const TracedTensor& b)
{
    return ops.run(Op::Concat, {a, b}, AxisAttributes{a.value.rank() - 1});
}

/// TensorFlow's rule knows the columns that complete the factor when there is one of them.
void checkFullSvd(const Attributes& attributes, const TracedTensor& a)
{
    if (wantsFullMatrices(attributes) && std::abs(rowsOf(a) - columnsOf(a)) > 1)
        throw TensorError(
            "NotImplementedError",
            "svd gradient is not implemented for abs(m - n) > 1 when full_matrices is True");
}

void checkFullQr(const Attributes& attributes, const TracedTensor& a)
{
    if (wantsFullMatrices(attributes) && rowsOf(a) > columnsOf(a))
        throw TensorError("NotImplementedError",
                          "QrGrad not implemented when nrows > ncols and full_matrices is true.");
}

/// For a tall or square matrix: Ā = (Q̄ + Q C(R R̄ᵀ − Q̄ᵀ Q)) R⁻ᵀ, C the mirrored lower triangle;
/// linear in Q̄ and R̄, of which either may be missing.
TracedTensor pullBackTallQr(RuleOperations& ops, const TracedTensor& q, const TracedTensor& r,
                            const std::optional<TracedTensor>& toQ,
                            const std::optional<TracedTensor>& toR)
{
    std::optional<TracedTensor> m;
    if (toR)
        m = ops.matmul(r, *toR, false, true);
    if (toQ) {
        const TracedTensor part = ops.negative(ops.matmul(*toQ, q, true, false));
        m = m ? ops.add(*m, part) : part;
    }
    TracedTensor sum = ops.matmul(q, mirroredLower(ops, *m));
    if (toQ)
        sum = ops.add(*toQ, sum);
    return ops.matmul(sum, ops.run(Op::Inverse, {r}), false, true);
}

struct QrTangent
{
    TracedTensor q;
    TracedTensor r;
};

/// With W = Qᵀ dA R⁻¹ and Ω antisymmetric with W's lower triangle: dR = (W − Ω) R, dQ = dA R⁻¹ − Q
/// (W − Ω).
QrTangent pushTallQr(RuleOperations& ops, const TracedTensor& q, const TracedTensor& r,
                     const TracedTensor& d)
{
    const TracedTensor scaled = ops.matmul(d, ops.run(Op::Inverse, {r}));
    const TracedTensor w = ops.matmul(q, scaled, true, false);
    const TracedTensor lower = strictlyLower(ops, w);
    const TracedTensor upper = ops.subtract(w, ops.subtract(lower, ops.matrixTranspose(lower)));
    return {ops.subtract(scaled, ops.matmul(q, upper)), ops.matmul(upper, r)};
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
    checkFullSvd(call.attributes, call.inputs[0]);
    const Svd f(ops, call.inputs[0]);
    if (call.op == Op::SingularValues)
        return product(ops, f.u, ops.run(Op::Diag, {call.upstream}), f.v);
    const bool left = call.op == Op::SingularVectorsLeft;
    const TracedTensor& own = left ? f.u : f.v;
    const std::int64_t k = columnsOf(own);
    const TracedTensor g = columns(ops, call.upstream, 0, k);
    const TracedTensor along = ops.matmul(own, g, true, false);
    const TracedTensor turn = ops.multiply(inverseGaps(ops, ops.square(f.s)),
                                           ops.subtract(along, ops.matrixTranspose(along)));
    TracedTensor away = ops.divide(outside(ops, own, g), asRow(ops, f.s));
    if (columnsOf(call.upstream) > k) { // the column that completes it turns against the others
        const TracedTensor last = columns(ops, call.output(), k, 1);
        const TracedTensor seen = ops.matmul(own, columns(ops, call.upstream, k, 1), true, false);
        away = ops.subtract(away, ops.divide(ops.matmul(last, seen, false, true), asRow(ops, f.s)));
    }
    if (left) // (U T S + away) Vᵀ
        return ops.matmul(ops.add(ops.matmul(f.u, ops.multiply(turn, asRow(ops, f.s))), away), f.v,
                          false, true);
    return ops.matmul(
        f.u,
        ops.add(ops.matmul(ops.multiply(turn, ops.withLastAxis(f.s)), f.v, false, true),
                ops.matrixTranspose(away)));
}

TracedTensor pushSvd(RuleOperations& ops, const PushCall& call, const TracedTensor& d)
{
    checkFullSvd(call.attributes, call.inputs[0]);
    const Svd f(ops, call.inputs[0]);
    const TracedTensor p = ops.matmul(ops.matmul(f.u, d, true, false), f.v);
    if (call.op == Op::SingularValues)
        return ops.run(Op::DiagPart, {p});
    const bool left = call.op == Op::SingularVectorsLeft;
    const TracedTensor turned = ops.matrixTranspose(p);
    const TracedTensor row = asRow(ops, f.s);
    const TracedTensor column = ops.withLastAxis(f.s);
    const TracedTensor sum = left ? ops.add(ops.multiply(p, row), ops.multiply(turned, column))
                                  : ops.add(ops.multiply(p, column), ops.multiply(turned, row));
    const TracedTensor& own = left ? f.u : f.v;
    const TracedTensor inside =
        ops.matmul(own, ops.multiply(inverseGaps(ops, ops.square(f.s)), sum));
    const TracedTensor moved = left ? ops.matmul(d, f.v) : ops.matmul(d, f.u, true, false);
    const TracedTensor thin = ops.add(inside, ops.divide(outside(ops, own, moved), row));
    const std::int64_t k = columnsOf(own);
    if (columnsOf(call.output) == k)
        return thin;
    const TracedTensor last = columns(ops, call.output, k, 1); // dw = −W dWᵀ w
    return besideEachOther(ops, thin,
                           ops.negative(ops.matmul(own, ops.matmul(thin, last, true, false))));
}

/// Of a wide matrix A = [X Y] = Q [U V], X is square and has the factors Q and U, and V = Qᵀ Y
/// ("QR and LQ Decomposition Matrix Backpropagation Algorithms", arXiv 2009.10071).
TracedTensor pullBackQr(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& a = call.inputs[0];
    checkFullQr(call.attributes, a);
    const bool upper = call.op == Op::QrUpper;
    const TracedTensor q = upper ? ops.run(Op::QrOrthogonal, {a}) : TracedTensor(call.output());
    const TracedTensor r = upper ? TracedTensor(call.output()) : ops.run(Op::QrUpper, {a});
    const TracedTensor& g = call.upstream;
    const std::int64_t m = rowsOf(a);
    const std::int64_t n = columnsOf(a);
    if (m >= n)
        return upper ? pullBackTallQr(ops, q, r, {}, g) : pullBackTallQr(ops, q, r, g, {});
    const TracedTensor u = columns(ops, r, 0, m);
    if (!upper) {
        TracedTensor rest = columns(ops, a, m, n - m);
        return besideEachOther(ops, pullBackTallQr(ops, q, u, g, {}), ops.zerosLike(rest));
    }
    const TracedTensor toV = columns(ops, g, m, n - m);
    const TracedTensor toQ = ops.matmul(columns(ops, a, m, n - m), toV, false, true);
    return besideEachOther(ops, pullBackTallQr(ops, q, u, toQ, columns(ops, g, 0, m)),
                           ops.matmul(q, toV));
}

TracedTensor pushQr(RuleOperations& ops, const PushCall& call, const TracedTensor& d)
{
    const TracedTensor& a = call.inputs[0];
    checkFullQr(call.attributes, a);
    const bool upper = call.op == Op::QrUpper;
    const TracedTensor q = ops.run(Op::QrOrthogonal, {a});
    const TracedTensor r = ops.run(Op::QrUpper, {a});
    const std::int64_t m = rowsOf(a);
    const std::int64_t n = columnsOf(a);
    if (m >= n) {
        const QrTangent tangent = pushTallQr(ops, q, r, d);
        return upper ? tangent.r : tangent.q;
    }
    const QrTangent square = pushTallQr(ops, q, columns(ops, r, 0, m), columns(ops, d, 0, m));
    if (!upper)
        return square.q;
    const TracedTensor turned = ops.matmul(square.q, columns(ops, a, m, n - m), true, false);
    const TracedTensor moved = ops.matmul(q, columns(ops, d, m, n - m), true, false);
    return besideEachOther(ops, square.r, ops.add(turned, moved));
}

} // namespace engine
