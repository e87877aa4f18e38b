// Rules of eigenvalues, singular values, Q and R; see engine/tape/spectralrules.cpp.
#include <algorithm>

#include "engine/symbolic/ruleformulas.h"

namespace engine::ruleformulas {
namespace {

std::int64_t columnCount(const FormulaPool& pool, FormulaId a)
{
    return pool.shape(a)[pool.shape(a).rank() - 1];
}

FormulaId columns(FormulaPool& pool, FormulaId a, std::int64_t start, std::int64_t count)
{
    if (count == columnCount(pool, a))
        return a;
    SliceAttributes slice;
    slice.inputShape = pool.shape(a);
    slice.resultShape = pool.shape(a);
    for (const std::int64_t extent : slice.inputShape)
        slice.axes.push_back({0, 1, extent, false});
    slice.axes.back() = {start, 1, count, false};
    slice.resultShape.set(slice.resultShape.rank() - 1, count);
    const Shape shape = slice.resultShape;
    return pool.apply(Op::Slice, {a}, shape, slice);
}

FormulaId besideEachOther(FormulaPool& pool, FormulaId a, FormulaId b)
{
    Shape shape = pool.shape(a);
    const int last = shape.rank() - 1;
    shape.set(last, shape[last] + columnCount(pool, b));
    return pool.apply(Op::Concat, {a, b}, shape, AxisAttributes{last});
}

FormulaId row(FormulaPool& pool, FormulaId vector)
{
    Shape shape = pool.shape(vector);
    const std::int64_t extent = shape[shape.rank() - 1];
    shape.set(shape.rank() - 1, 1);
    shape.append(extent);
    return pool.reshape(vector, shape);
}

FormulaId diagonal(FormulaPool& pool, FormulaId vector)
{
    Shape shape = pool.shape(vector);
    shape.append(shape[shape.rank() - 1]);
    return pool.apply(Op::Diag, {vector}, shape);
}

FormulaId band(FormulaPool& pool, FormulaId a, std::int64_t below)
{
    return pool.apply(Op::BandPart, {a}, pool.shape(a), BandAttributes{below, 0});
}

/// Fᵢⱼ = 1/(wⱼ − wᵢ), and 0 where they are equal: as a product, so that no rewriting divides by 0.
FormulaId inverseGaps(FormulaPool& pool, FormulaId w)
{
    const FormulaId gaps = pool.difference(row(pool, w), column(pool, w));
    const Shape& shape = pool.shape(gaps);
    const FormulaId zero = pool.number(0, shape);
    const FormulaId apart = pool.apply(Op::NotEqual, {gaps, zero}, shape);
    const FormulaId safe = pool.sum({gaps, pool.apply(Op::Equal, {gaps, zero}, shape)});
    return pool.quotient(apart, safe);
}

/// Only the lower triangle of A counts: it gets both halves.
FormulaId pullBackEigen(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                        FormulaId g)
{
    const FormulaId a = operation.inputs[0];
    const Shape& shape = pool.shape(a);
    const bool values = operation.op == Op::Eigenvalues;
    const FormulaId v = values ? pool.apply(Op::Eigenvectors, {a}, shape) : output;
    FormulaId middle = values ? diagonal(pool, g) : pool.chain({pool.transpose(v), g});
    if (!values) {
        const Shape vector(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 1)));
        middle =
            pool.product({inverseGaps(pool, pool.apply(Op::Eigenvalues, {a}, vector)), middle});
    }
    const FormulaId s = pool.chain({v, middle, pool.transpose(v)});
    const FormulaId both = pool.sum({s, pool.transpose(s)});
    const FormulaId half = pool.number(Number::fraction(1, 2));
    return pool.difference(band(pool, both, -1), pool.product({half, band(pool, both, 0)}));
}

FormulaId pullBackSvd(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                      FormulaId g)
{
    const FormulaId a = operation.inputs[0];
    const Shape& shape = pool.shape(a);
    const int last = shape.rank() - 1;
    const std::int64_t k = std::min(shape[last], shape[last - 1]);
    Shape vector(std::span(shape.begin(), static_cast<std::size_t>(last - 1)));
    vector.append(k);
    Shape left = shape;
    left.set(last, k);
    Shape right = left;
    right.set(last - 1, shape[last]);
    const FormulaId u = pool.apply(Op::SingularVectorsLeft, {a}, left);
    const FormulaId v = pool.apply(Op::SingularVectorsRight, {a}, right);
    if (operation.op == Op::SingularValues)
        return pool.chain({u, diagonal(pool, g), pool.transpose(v)});
    const FormulaId s = pool.apply(Op::SingularValues, {a}, vector);
    const bool ofLeft = operation.op == Op::SingularVectorsLeft;
    const FormulaId own = columns(pool, output, 0, k);
    const FormulaId upstream = columns(pool, g, 0, k);
    const FormulaId along = pool.chain({pool.transpose(own), upstream});
    const FormulaId turn = pool.product({inverseGaps(pool, pool.power(s, Number::integer(2))),
                                         pool.difference(along, pool.transpose(along))});
    FormulaId outside = pool.difference(upstream, pool.chain({own, along}));
    if (columnCount(pool, g) > k) {
        const FormulaId completing = columns(pool, output, k, 1);
        const FormulaId seen = pool.chain({pool.transpose(own), columns(pool, g, k, 1)});
        outside = pool.difference(outside, pool.chain({completing, pool.transpose(seen)}));
    }
    const FormulaId inverse = pool.power(row(pool, s), Number::integer(-1));
    const FormulaId moved =
        pool.sum({pool.chain({own, pool.product({turn, row(pool, s)})}),
                  pool.product({outside, inverse})}); // ∂/∂A for the side of `own`
    return ofLeft ? pool.chain({moved, pool.transpose(v)}) : pool.chain({u, pool.transpose(moved)});
}

/// The lower triangle, and its mirror image above the diagonal.
FormulaId mirrored(FormulaPool& pool, FormulaId m)
{
    const FormulaId lower = band(pool, m, -1);
    return pool.sum({lower, pool.transpose(pool.difference(lower, band(pool, m, 0)))});
}

/// Ā = (Q̄ + Q C(R R̄ᵀ − Q̄ᵀ Q)) R⁻ᵀ for a matrix that is not wide.
FormulaId pullBackTallQr(FormulaPool& pool, FormulaId q, FormulaId r, FormulaId toQ, FormulaId toR)
{
    FormulaId m;
    if (toR.isValid())
        m = pool.chain({r, pool.transpose(toR)});
    if (toQ.isValid()) {
        const FormulaId part = pool.negative(pool.chain({pool.transpose(toQ), q}));
        m = m.isValid() ? pool.sum({m, part}) : part;
    }
    FormulaId sum = pool.chain({q, mirrored(pool, m)});
    if (toQ.isValid())
        sum = pool.sum({toQ, sum});
    return pool.chain({sum, pool.transpose(pool.apply(Op::Inverse, {r}, pool.shape(r)))});
}

FormulaId pullBackQr(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                     FormulaId g)
{
    const FormulaId a = operation.inputs[0];
    const Shape& shape = pool.shape(a);
    const int last = shape.rank() - 1;
    const std::int64_t rows = shape[last - 1];
    const std::int64_t k = std::min(rows, shape[last]);
    const bool upper = operation.op == Op::QrUpper;
    Shape qShape = shape;
    qShape.set(last, k);
    Shape rShape = shape;
    rShape.set(last - 1, k);
    const FormulaId q = upper ? pool.apply(Op::QrOrthogonal, {a}, qShape) : output;
    const FormulaId r = upper ? output : pool.apply(Op::QrUpper, {a}, rShape);
    if (rows >= shape[last])
        return upper ? pullBackTallQr(pool, q, r, {}, g) : pullBackTallQr(pool, q, r, g, {});
    // A = [X Y] = Q [U V]
    const FormulaId u = columns(pool, r, 0, rows);
    const std::int64_t rest = shape[last] - rows;
    const FormulaId y = columns(pool, a, rows, rest);
    if (!upper)
        return besideEachOther(pool, pullBackTallQr(pool, q, u, g, {}),
                               pool.number(0, pool.shape(y)));
    const FormulaId toV = columns(pool, g, rows, rest);
    const FormulaId toQ = pool.chain({y, pool.transpose(toV)});
    return besideEachOther(pool, pullBackTallQr(pool, q, u, toQ, columns(pool, g, 0, rows)),
                           pool.chain({q, toV}));
}

} // namespace

FormulaId pullBackSpectral(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                           FormulaId g)
{
    switch (operation.op) {
    case Op::Eigenvalues:
    case Op::Eigenvectors:
        return pullBackEigen(pool, operation, output, g);
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return pullBackQr(pool, operation, output, g);
    default: // the singular values and vectors
        return pullBackSvd(pool, operation, output, g);
    }
}

} // namespace engine::ruleformulas
