#include "engine/symbolic/ruleformulas.h"

#include <algorithm>

namespace engine::ruleformulas {
namespace {

using Formula = std::optional<FormulaId>;

std::vector<int> inversePermutation(const std::vector<int>& permutation)
{
    std::vector<int> inverse(permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i)
        inverse[static_cast<std::size_t>(permutation[i])] = static_cast<int>(i);
    return inverse;
}

SliceAttributes wholeOf(const Shape& shape)
{
    SliceAttributes slice;
    slice.inputShape = shape;
    slice.resultShape = shape;
    for (const std::int64_t extent : shape)
        slice.axes.push_back({0, 1, extent, false});
    return slice;
}

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

Formula slopeFormula(FormulaPool& pool, const RuleFormulas& operation, FormulaId y)
{
    const FormulaId x = operation.inputs[0];
    const auto f = [&](Op op) { return function(pool, op, x); };
    const FormulaId one = pool.number(1);
    const auto squared = [&](FormulaId a) { return pool.power(a, Number::integer(2)); };
    const auto inverse = [&](FormulaId a) { return pool.power(a, Number::integer(-1)); };
    const auto inverseRoot = [&](FormulaId a) { return pool.power(a, Number::fraction(-1, 2)); };
    const auto compared = [&](Op op, std::int64_t with) {
        return pool.apply(op, {x, pool.number(with)}, pool.shape(x));
    };
    const auto where = [&](FormulaId condition, FormulaId a, FormulaId b) {
        return pool.apply(Op::Where, {condition, a, b}, pool.shape(x));
    };
    constexpr double twoOverRootPi = 1.1283791670955126;
    switch (operation.op) {
    case Op::Abs:
        return f(Op::Sign);
    case Op::Square:
        return pool.product({pool.number(2), x});
    case Op::Sqrt: // 1 / (2√x)
        return pool.product({pool.number(Number::fraction(1, 2)), inverse(y)});
    case Op::Rsqrt:
        return pool.product(
            {pool.number(Number::fraction(-1, 2)), pool.power(x, Number::fraction(-3, 2))});
    case Op::Reciprocal:
        return minus(pool, pool.power(x, Number::integer(-2)));
    case Op::Exp:
        return y;
    case Op::Expm1:
        return f(Op::Exp);
    case Op::Log:
        return inverse(x);
    case Op::Log1p:
        return inverse(pool.sum({one, x}));
    case Op::Sin:
        return f(Op::Cos);
    case Op::Cos:
        return minus(pool, f(Op::Sin));
    case Op::Tan:
        return pool.power(f(Op::Cos), Number::integer(-2));
    case Op::Asin:
        return inverseRoot(pool.difference(one, squared(x)));
    case Op::Acos:
        return minus(pool, inverseRoot(pool.difference(one, squared(x))));
    case Op::Atan:
        return inverse(pool.sum({squared(x), one}));
    case Op::Sinh:
        return f(Op::Cosh);
    case Op::Cosh:
        return f(Op::Sinh);
    case Op::Tanh:
        return pool.difference(one, squared(y));
    case Op::Asinh:
        return inverseRoot(pool.sum({squared(x), one}));
    case Op::Acosh:
        return inverseRoot(pool.difference(squared(x), one));
    case Op::Atanh:
        return inverse(pool.difference(one, squared(x)));
    case Op::Erf:
    case Op::Erfc: {
        const double factor = operation.op == Op::Erf ? twoOverRootPi : -twoOverRootPi;
        return pool.product({pool.number(Number::written(factor, DType::Float64)),
                             function(pool, Op::Exp, minus(pool, squared(x)))});
    }
    case Op::Sigmoid:
        return pool.product({y, pool.difference(one, y)});
    case Op::LogSigmoid:
        return function(pool, Op::Sigmoid, minus(pool, x));
    case Op::Softplus:
        return f(Op::Sigmoid);
    case Op::Softsign:
        return pool.power(pool.sum({f(Op::Abs), one}), Number::integer(-2));
    case Op::Relu:
        return compared(Op::Greater, 0);
    case Op::Relu6:
        return pool.product({compared(Op::Greater, 0), compared(Op::Less, 6)});
    case Op::LeakyRelu:
        return where(compared(Op::Greater, 0), one,
                     pool.number(Number::written(
                         std::get<NumberAttributes>(operation.attributes).value, DType::Float32)));
    case Op::Elu:
        return where(compared(Op::Less, 0), f(Op::Exp), one);
    case Op::Swish: {
        const FormulaId s = f(Op::Sigmoid);
        return pool.product({s, pool.sum({one, pool.product({x, pool.difference(one, s)})})});
    }
    default: // only the switch of pullBackFormula() comes here, with the cases above
        return {};
    }
}

Formula pullBackLinearAlgebra(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                              FormulaId g, int slot)
{
    const FormulaId a = operation.inputs[0];
    switch (operation.op) {
    case Op::Matmul:
        return pullBackMatmul(pool, operation, g, slot);
    case Op::Matvec: {
        const FormulaId x = operation.inputs[1];
        if (pool.shape(a).rank() != 2 || pool.shape(x).rank() != 1)
            return {};
        const bool turned = std::get<MatmulAttributes>(operation.attributes).transposeA;
        if (slot == 1)
            return pool.reshape(pool.chain({matmulOperand(pool, a, !turned), column(pool, g)}),
                                pool.shape(x));
        return turned ? pool.chain({column(pool, x), pool.transpose(column(pool, g))})
                      : pool.chain({column(pool, g), pool.transpose(column(pool, x))});
    }
    case Op::Tensordot: {
        const FormulaId b = operation.inputs[1];
        const auto& axes = std::get<ContractAttributes>(operation.attributes);
        const int left = pool.shape(a).rank();
        const int right = pool.shape(b).rank();
        if (left == 1 && right == 1 && axes.left.size() == 1)
            return pool.product({g, slot == 0 ? b : a});
        if (left == 2 && right == 2 && axes.left == std::vector{1} && axes.right == std::vector{0})
            return slot == 0 ? pool.chain({g, pool.transpose(b)})
                             : pool.chain({pool.transpose(a), g});
        return {};
    }
    case Op::Cross: // C = A × B: Ā = B × C̄, B̄ = C̄ × A
        return slot == 0 ? pool.apply(Op::Cross, {operation.inputs[1], g}, pool.shape(g))
                         : pool.apply(Op::Cross, {g, a}, pool.shape(g));
    case Op::Diag:
        return pool.apply(Op::DiagPart, {g}, pool.shape(a));
    case Op::DiagPart: {
        const Shape& shape = pool.shape(a);
        const bool square = shape[shape.rank() - 1] == shape[shape.rank() - 2];
        return square ? Formula(pool.apply(Op::Diag, {g}, shape)) : Formula();
    }
    case Op::Trace: { // Ā = ȳ I
        const Shape& shape = pool.shape(a);
        if (shape.rank() != 2 || shape[0] != shape[1])
            return {};
        return pool.product({g, pool.apply(Op::Diag, {pool.number(1, Shape{shape[0]})}, shape)});
    }
    case Op::BandPart:
        return pool.apply(Op::BandPart, {g}, pool.shape(a), operation.attributes);
    case Op::Inverse: // Y = A⁻¹: Ā = −Yᵀ Ȳ Yᵀ
        return minus(pool, pool.chain({pool.transpose(output), g, pool.transpose(output)}));
    case Op::Determinant: { // y = det A: Ā = ȳ·y·A⁻ᵀ
        if (pool.shape(a).rank() != 2)
            return {};
        return pool.product(
            {g, output, pool.transpose(pool.apply(Op::Inverse, {a}, pool.shape(a)))});
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
    SliceAttributes slice = wholeOf(pool.shape(g));
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
    default: // as above
        return {};
    }
}

} // namespace engine::ruleformulas
