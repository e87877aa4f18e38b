#include "engine/symbolic/ruleformulas.h"

#include <algorithm>

#include "engine/tensor/evaluate.h"

namespace engine::ruleformulas {
namespace {

using Formula = std::optional<FormulaId>;

/// C = A B: Ā = C̄ Bᵀ, B̄ = Aᵀ C̄, transposed back where the operand was used transposed.
FormulaId pullBackMatmul(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const auto& flags = std::get<MatmulAttributes>(operation.attributes);
    const FormulaId a = matmulOperand(pool, operation.inputs[0], flags.transposeA);
    const FormulaId b = matmulOperand(pool, operation.inputs[1], flags.transposeB);
    FormulaId grad =
        slot == 0 ? pool.chain({g, pool.transpose(b)}) : pool.chain({pool.transpose(a), g});
    if (slot == 0 ? flags.transposeA : flags.transposeB)
        grad = pool.transpose(grad);
    return pool.unbroadcast(grad, pool.shape(operation.inputs[static_cast<std::size_t>(slot)]));
}

FormulaId minus(FormulaPool& pool, FormulaId a)
{
    return pool.negative(a);
}

/// Matrices of this shape, not always square, with `diagonals` on their main ones.
FormulaId onDiagonal(FormulaPool& pool, FormulaId diagonals, const Shape& shape)
{
    Shape square = pool.shape(diagonals);
    square.append(square[square.rank() - 1]);
    const FormulaId matrix = pool.apply(Op::Diag, {diagonals}, square);
    if (square == shape)
        return matrix;
    PadAttributes pad;
    for (int axis = 0; axis < shape.rank(); ++axis)
        pad.widths.emplace_back(0, shape[axis] - square[axis]);
    return pool.apply(Op::Pad, {matrix}, shape, pad);
}

} // namespace

FormulaId function(FormulaPool& pool, Op op, FormulaId x)
{
    return pool.apply(op, {x}, pool.shape(x));
}

FormulaId column(FormulaPool& pool, FormulaId vector)
{
    Shape shape = pool.shape(vector);
    shape.append(1);
    return pool.reshape(vector, shape);
}

FormulaId matmulOperand(FormulaPool& pool, FormulaId operand, bool transposed)
{
    return transposed ? pool.transpose(operand) : operand;
}

ReduceAttributes allAxes(const Shape& shape)
{
    ReduceAttributes attributes;
    for (int axis = 0; axis < shape.rank(); ++axis)
        attributes.axes.push_back(axis);
    return attributes;
}

FormulaId keepReduced(FormulaPool& pool, FormulaId a, const Shape& shape,
                      const ReduceAttributes& attributes)
{
    Shape kept = shape;
    for (const int axis : attributes.axes)
        kept.set(axis, 1);
    return pool.reshape(a, kept);
}

std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& attributes)
{
    std::int64_t count = 1;
    for (const int axis : attributes.axes)
        count *= shape[axis];
    return std::max<std::int64_t>(count, 1);
}

Formula pullBackLinearAlgebra(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                              FormulaId g, int slot)
{
    const FormulaId a = operation.inputs[0];
    switch (operation.op) {
    case Op::Matmul:
        return pullBackMatmul(pool, operation, g, slot);
    case Op::Cross: // C = A × B: Ā = B × C̄, B̄ = C̄ × A
        return slot == 0 ? pool.apply(Op::Cross, {operation.inputs[1], g}, pool.shape(g))
                         : pool.apply(Op::Cross, {g, a}, pool.shape(g));
    case Op::Diag:
        return pool.apply(Op::DiagPart, {g}, pool.shape(a));
    case Op::DiagPart:
        return onDiagonal(pool, g, pool.shape(a));
    case Op::Trace: { // Ā = ȳ I
        const Shape& shape = pool.shape(a);
        const int last = shape.rank() - 1;
        if (shape.rank() == 2 && shape[0] == shape[1])
            return pool.product(
                {g, pool.apply(Op::Diag, {pool.number(1, Shape{shape[0]})}, shape)});
        Shape diagonal(std::span(shape.begin(), static_cast<std::size_t>(last - 1)));
        diagonal.append(std::min(shape[last], shape[last - 1]));
        return onDiagonal(pool, pool.broadcast(column(pool, g), diagonal), shape);
    }
    case Op::BandPart:
        return pool.apply(Op::BandPart, {g}, pool.shape(a), operation.attributes);
    case Op::Inverse: // Y = A⁻¹: Ā = −Yᵀ Ȳ Yᵀ
        return minus(pool, pool.chain({pool.transpose(output), g, pool.transpose(output)}));
    case Op::Determinant: { // y = det A: Ā = ȳ·y·A⁻ᵀ
        const FormulaId inverse = pool.apply(Op::Inverse, {a}, pool.shape(a));
        if (pool.shape(a).rank() == 2)
            return pool.product({g, output, pool.transpose(inverse)});
        return pool.product(
            {column(pool, column(pool, pool.product({g, output}))), pool.transpose(inverse)});
    }
    case Op::Solve: { // A X = B: B̄ = A⁻ᵀ X̄, Ā = −B̄ Xᵀ
        const bool adjoint = std::get<MatmulAttributes>(operation.attributes).transposeA;
        const FormulaId b =
            pool.apply(Op::Solve, {a, g}, pool.shape(g), MatmulAttributes{!adjoint, false});
        if (slot == 1)
            return b;
        return minus(pool,
                     adjoint ? pool.chain({output, pool.transpose(b)})
                             : pool.chain({b, pool.transpose(output)}));
    }
    default: // as above
        return {};
    }
}

Formula pullBackArrangement(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const FormulaId x = operation.inputs[static_cast<std::size_t>(slot)];
    const Shape& part = pool.shape(x);
    SliceAttributes slice = wholeSlice(pool.shape(g));
    slice.resultShape = part;
    switch (operation.op) {
    case Op::Transpose:
        return pool.permute(
            g, inversePermutation(std::get<TransposeAttributes>(operation.attributes).permutation));
    case Op::Reshape:
        return pool.reshape(g, part);
    case Op::Slice:
        return pool.apply(Op::SliceGradient, {g}, part, operation.attributes);
    case Op::SliceGradient:
        return pool.apply(Op::Slice, {g}, part, operation.attributes);
    case Op::Concat: {
        const int axis = std::get<AxisAttributes>(operation.attributes).axis;
        std::int64_t offset = 0;
        for (int i = 0; i < slot; ++i)
            offset += pool.shape(operation.inputs[static_cast<std::size_t>(i)])[axis];
        slice.axes[static_cast<std::size_t>(axis)] = {offset, 1, part[axis], false};
        return pool.apply(Op::Slice, {g}, part, slice);
    }
    case Op::Stack: {
        const int axis = std::get<AxisAttributes>(operation.attributes).axis;
        slice.axes[static_cast<std::size_t>(axis)] = {slot, 1, 1, true};
        return pool.apply(Op::Slice, {g}, part, slice);
    }
    case Op::Pad: {
        const auto& widths = std::get<PadAttributes>(operation.attributes).widths;
        for (int axis = 0; axis < part.rank(); ++axis)
            slice.axes[static_cast<std::size_t>(axis)] = {
                widths[static_cast<std::size_t>(axis)].first, 1, part[axis], false};
        return pool.apply(Op::Slice, {g}, part, slice);
    }
    case Op::Roll: {
        auto back = std::get<CountsAttributes>(operation.attributes);
        for (std::int64_t& shift : back.counts)
            shift = -shift;
        return pool.apply(Op::Roll, {g}, part, back);
    }
    case Op::Reverse:
        return pool.apply(Op::Reverse, {g}, part, operation.attributes);
    case Op::Gather:
        return pool.apply(Op::GatherGradient, {g, operation.inputs[1]}, part, operation.attributes);
    case Op::GatherGradient:
        return pool.apply(Op::Gather, {g, operation.inputs[1]}, part, operation.attributes);
    case Op::GatherNd:
        return pool.apply(Op::ScatterNd, {operation.inputs[1], g}, part, ShapeAttributes{part});
    case Op::ScatterNd:
        return pool.apply(Op::GatherNd, {g, operation.inputs[0]}, part);
    case Op::Cumsum: {
        auto back = std::get<CumulateAttributes>(operation.attributes);
        back.reverse = !back.reverse;
        return pool.apply(Op::Cumsum, {g}, part, back);
    }
    default: // as above
        return {};
    }
}

Formula pullBackReduction(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                          FormulaId g)
{
    auto reduction = std::get<ReduceAttributes>(operation.attributes);
    const FormulaId x = operation.inputs[0];
    const Shape& shape = pool.shape(x);
    const FormulaId upstream = keepReduced(pool, g, shape, reduction);
    const FormulaId y = keepReduced(pool, output, shape, reduction);
    const FormulaId share = pool.number(Number::fraction(1, reducedCount(shape, reduction)));
    const FormulaId inverse = pool.number(-1);
    const auto deviation = [&] {
        ReduceAttributes kept = reduction;
        kept.keepDims = true;
        return pool.difference(x, pool.reduce(Op::ReduceMean, x, kept));
    };
    switch (operation.op) {
    case Op::ReduceSum:
        return pool.broadcast(upstream, shape);
    case Op::ReduceMean:
        return pool.product({share, pool.broadcast(upstream, shape)});
    case Op::ReduceMax:
    case Op::ReduceMin: { // ties share equally
        const FormulaId chosen = pool.apply(Op::Equal, {x, y}, shape);
        reduction.keepDims = true;
        return pool.product(
            {upstream, chosen, pool.power(pool.reduce(Op::ReduceSum, chosen, reduction), inverse)});
    }
    case Op::ReduceProd: // as long as no factor is 0
        return pool.product({upstream, y, pool.power(x, inverse)});
    case Op::ReduceLogSumExp:
        if (reduction.axes.size() == 1)
            return pool.product(
                {upstream, pool.apply(Op::Softmax, {x}, shape, AxisAttributes{reduction.axes[0]})});
        return pool.product({upstream, function(pool, Op::Exp, pool.difference(x, y))});
    case Op::ReduceVariance:
        return pool.product({pool.number(2), share, upstream, deviation()});
    case Op::ReduceStd:
        return pool.product({share, upstream, deviation(), pool.power(y, inverse)});
    case Op::Norm: // x̄ = ȳ·x / ‖x‖
        return pool.product({upstream, x, pool.power(y, inverse)});
    default: // as above
        return {};
    }
}

Formula pullBackClassification(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                               FormulaId g, int slot)
{
    const FormulaId x = operation.inputs[static_cast<std::size_t>(slot)];
    const Shape& shape = pool.shape(x);
    const int last = shape.rank() - 1;
    const auto softmax = [&](FormulaId z) {
        return pool.apply(Op::Softmax, {z}, pool.shape(z), AxisAttributes{last});
    };
    switch (operation.op) {
    case Op::Softmax: { // ȳ goes through ŷ ⊙ (ȳ − Σ ȳ ⊙ ŷ)
        const ReduceAttributes axis{{std::get<AxisAttributes>(operation.attributes).axis}, true};
        return pool.product(
            {output,
             pool.difference(g, pool.reduce(Op::ReduceSum, pool.product({g, output}), axis))});
    }
    case Op::LogSoftmax: {
        const auto& along = std::get<AxisAttributes>(operation.attributes);
        const FormulaId share = pool.apply(Op::Softmax, {x}, shape, along);
        return pool.difference(
            g,
            pool.product(
                {share, pool.reduce(Op::ReduceSum, g, ReduceAttributes{{along.axis}, true})}));
    }
    case Op::SoftmaxCrossEntropy: // ŷ − y
        if (slot == 0)
            return minus(pool,
                         pool.product({column(pool, g),
                                       pool.apply(Op::LogSoftmax, {operation.inputs[1]}, shape,
                                                  AxisAttributes{last})}));
        return pool.product({column(pool, g), pool.difference(softmax(x), operation.inputs[0])});
    case Op::SparseSoftmaxCrossEntropy: {
        if (slot == 0)
            return {};
        const FormulaId labels =
            pool.apply(Op::OneHot, {operation.inputs[0]}, shape,
                       OneHotAttributes{shape[last], last, DType::Float64, 1, 0});
        return pool.product({column(pool, g), pool.difference(softmax(x), labels)});
    }
    case Op::SigmoidCrossEntropy:
        if (slot == 0)
            return minus(pool, pool.product({g, operation.inputs[1]}));
        return pool.product(
            {g, pool.difference(function(pool, Op::Sigmoid, x), operation.inputs[0])});
    case Op::L2Loss:
        return pool.product({g, x});
    case Op::Cumprod: { // as long as no factor is 0
        auto back = std::get<CumulateAttributes>(operation.attributes);
        back.reverse = !back.reverse;
        return pool.quotient(
            pool.apply(Op::Cumsum, {pool.product({output, g})}, pool.shape(output), back), x);
    }
    case Op::ClipByNorm: { // outside the ball: without the part along x, and shorter
        const FormulaId c = operation.inputs[1];
        const ReduceAttributes kept{std::get<ReduceAttributes>(operation.attributes).axes, true};
        const FormulaId vector = operation.inputs[0];
        const FormulaId length = pool.reduce(Op::Norm, vector, kept);
        const FormulaId outside = pool.apply(Op::Greater, {length, c}, pool.shape(length));
        if (slot == 1)
            return pool.unbroadcast(pool.product({outside, g, pool.quotient(vector, length)}),
                                    shape);
        const FormulaId along = pool.reduce(Op::ReduceSum, pool.product({g, vector}), kept);
        const FormulaId across = pool.difference(
            g, pool.product({vector, along, pool.power(length, Number::integer(-2))}));
        return pool.apply(Op::Where, {outside, pool.product({pool.quotient(c, length), across}), g},
                          shape);
    }
    default: // as above
        return {};
    }
}

} // namespace engine::ruleformulas
