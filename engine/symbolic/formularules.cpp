#include "engine/symbolic/formularules.h"

#include <algorithm>

namespace engine {
namespace {

using Formula = std::optional<FormulaId>;

std::vector<int> inversePermutation(const std::vector<int>& permutation)
{
    std::vector<int> inverse(permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i)
        inverse[static_cast<std::size_t>(permutation[i])] = static_cast<int>(i);
    return inverse;
}

FormulaId matmulOperand(FormulaPool& pool, FormulaId operand, bool transposed)
{
    return transposed ? pool.transpose(operand) : operand;
}

/// The reduced axes come back with extent 1.
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

/// C = A B: Ā = C̄ Bᵀ, B̄ = Aᵀ C̄, transposed back where the operand was used transposed.
FormulaId pullBackMatmul(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const auto& flags = std::get<MatmulAttributes>(operation.attributes);
    const FormulaId a = matmulOperand(pool, operation.inputs[0], flags.transposeA);
    const FormulaId b = matmulOperand(pool, operation.inputs[1], flags.transposeB);
    FormulaId grad = slot == 0 ? pool.chain({g, pool.transpose(b)})
                               : pool.chain({pool.transpose(a), g});
    if (slot == 0 ? flags.transposeA : flags.transposeB)
        grad = pool.transpose(grad);
    return pool.unbroadcast(grad, pool.shape(operation.inputs[static_cast<std::size_t>(slot)]));
}

/// Ties share equally.
FormulaId pullBackReduceExtremum(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                                 FormulaId g)
{
    auto reduction = std::get<ReduceAttributes>(operation.attributes);
    const FormulaId x = operation.inputs[0];
    const Shape shape = pool.shape(x);
    const FormulaId chosen =
        pool.apply(Op::Equal, {x, keepReduced(pool, output, shape, reduction)}, shape);
    const FormulaId upstream = keepReduced(pool, g, shape, reduction);
    reduction.keepDims = true;
    return pool.product({upstream, chosen,
                         pool.power(pool.reduce(Op::ReduceSum, chosen, reduction),
                                    Number::integer(-1))});
}

FormulaId pullBackConcat(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const int axis = std::get<AxisAttributes>(operation.attributes).axis;
    const Shape whole = pool.shape(g);
    const Shape part = pool.shape(operation.inputs[static_cast<std::size_t>(slot)]);
    SliceAttributes slice;
    slice.inputShape = whole;
    slice.resultShape = part;
    for (int i = 0; i < whole.rank(); ++i)
        slice.axes.push_back({0, 1, whole[i], false});
    std::int64_t offset = 0;
    for (int i = 0; i < slot; ++i)
        offset += pool.shape(operation.inputs[static_cast<std::size_t>(i)])[axis];
    slice.axes[static_cast<std::size_t>(axis)] = {offset, 1, part[axis], false};
    return pool.apply(Op::Slice, {g}, part, slice);
}

} // namespace

std::optional<FormulaId> valueFormula(FormulaPool& pool, const RuleFormulas& operation)
{
    const auto in = [&](std::size_t i) { return operation.inputs[i]; };
    const auto same = [&] {
        return pool.apply(operation.op, {operation.inputs.begin(), operation.inputs.end()},
                          operation.shape, operation.attributes);
    };
    switch (operation.op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
        return {};
    case Op::Zeros:
        return pool.number(0, operation.shape);
    case Op::Ones:
        return pool.number(1, operation.shape);
    case Op::Identity:
    case Op::StopGradient:
        return in(0);
    case Op::Cast: {
        const DType dtype = std::get<CastAttributes>(operation.attributes).dtype;
        const bool truth = pool.node(in(0)).kind == FormulaKind::Apply; // a comparison: 0 or 1
        return isFloating(dtype) || truth ? in(0) : Formula(same());
    }
    case Op::Add:
        return pool.sum({in(0), in(1)});
    case Op::Subtract:
        return pool.difference(in(0), in(1));
    case Op::Multiply:
        return pool.product({in(0), in(1)});
    case Op::Divide:
        return pool.quotient(in(0), in(1));
    case Op::Power:
        return pool.power(in(0), in(1));
    case Op::Negative:
        return pool.negative(in(0));
    case Op::Square:
        return pool.power(in(0), Number::integer(2));
    case Op::Sqrt:
        return pool.power(in(0), Number::fraction(1, 2));
    case Op::Matmul: {
        const auto& flags = std::get<MatmulAttributes>(operation.attributes);
        return pool.chain({matmulOperand(pool, in(0), flags.transposeA),
                           matmulOperand(pool, in(1), flags.transposeB)});
    }
    case Op::FloorDivide:
    case Op::FloorModulo:
    case Op::Maximum:
    case Op::Minimum:
    case Op::Abs:
    case Op::Sign:
    case Op::Exp:
    case Op::Log:
    case Op::Sin:
    case Op::Cos:
    case Op::Tanh:
    case Op::Sigmoid:
    case Op::Relu:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalNot:
    case Op::Where:
    case Op::Transpose:
    case Op::Reshape:
    case Op::BroadcastTo:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Concat:
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::ReduceMax:
    case Op::ReduceMin:
    case Op::Norm:
    case Op::ArgMax:
        return same();
    }
    __builtin_unreachable();
}

std::optional<FormulaId> pullBackFormula(FormulaPool& pool, const RuleFormulas& operation,
                                         FormulaId output, FormulaId upstream, int slot)
{
    const FormulaId g = upstream;
    const FormulaId x = operation.inputs[0];
    const auto in = [&](int i) { return operation.inputs[static_cast<std::size_t>(i)]; };
    const auto back = [&](FormulaId amount) {
        return Formula(pool.unbroadcast(amount, pool.shape(in(slot))));
    };
    /// Like `upstream`, where the comparison of the operands holds.
    const auto where = [&](Op comparison) {
        return back(pool.product(
            {g, pool.apply(comparison, {in(0), in(1)}, pool.shape(output))}));
    };
    switch (operation.op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Zeros:
    case Op::Ones:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
    case Op::StopGradient:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalNot:
    case Op::ArgMax:
    case Op::FloorDivide:
        return {};
    case Op::Identity:
    case Op::Cast:
        return g;
    case Op::Add:
        return back(g);
    case Op::Subtract:
        return back(slot == 0 ? g : pool.negative(g));
    case Op::Multiply:
        return back(pool.product({g, in(1 - slot)}));
    case Op::Divide: // z = x / y: x̄ = z̄ / y, ȳ = −z̄·x / y²
        if (slot == 0)
            return back(pool.quotient(g, in(1)));
        return back(pool.product(
            {pool.number(-1), g, x, pool.power(in(1), Number::integer(-2))}));
    case Op::FloorModulo:
        if (slot == 0)
            return back(g);
        return back(pool.product(
            {pool.number(-1), g, pool.apply(Op::FloorDivide, {x, in(1)}, pool.shape(output))}));
    case Op::Power: // z = x^y: x̄ = z̄·y·x^(y−1), ȳ = z̄·z·ln x (where x > 0)
        if (slot == 0)
            return back(pool.product(
                {g, in(1), pool.power(x, pool.difference(in(1), pool.number(1)))}));
        return back(pool.product({g, output, pool.apply(Op::Log, {x}, pool.shape(x))}));
    case Op::Maximum:
        return where(slot == 0 ? Op::GreaterEqual : Op::Less);
    case Op::Minimum:
        return where(slot == 0 ? Op::LessEqual : Op::Greater);
    case Op::Negative:
        return pool.negative(g);
    case Op::Abs:
        return pool.product({g, pool.apply(Op::Sign, {x}, pool.shape(x))});
    case Op::Sign:
        return pool.number(0, pool.shape(x));
    case Op::Square:
        return pool.product({g, pool.number(2), x});
    case Op::Sqrt: // x̄ = ȳ / (2√x)
        return pool.product({g, pool.number(Number::fraction(1, 2)),
                             pool.power(output, Number::integer(-1))});
    case Op::Exp:
        return pool.product({g, output});
    case Op::Log:
        return pool.quotient(g, x);
    case Op::Sin:
        return pool.product({g, pool.apply(Op::Cos, {x}, pool.shape(x))});
    case Op::Cos:
        return pool.product({pool.number(-1), g, pool.apply(Op::Sin, {x}, pool.shape(x))});
    case Op::Tanh:
        return pool.product(
            {g, pool.difference(pool.number(1), pool.power(output, Number::integer(2)))});
    case Op::Sigmoid:
        return pool.product({g, output, pool.difference(pool.number(1), output)});
    case Op::Relu:
        return pool.product({g, pool.apply(Op::Greater, {x, pool.number(0)}, pool.shape(x))});
    case Op::Where: {
        const FormulaId zero = pool.number(0, pool.shape(output));
        return back(slot == 1 ? pool.apply(Op::Where, {x, g, zero}, pool.shape(output))
                              : pool.apply(Op::Where, {x, zero, g}, pool.shape(output)));
    }
    case Op::Matmul:
        return pullBackMatmul(pool, operation, g, slot);
    case Op::Transpose:
        return pool.permute(
            g, inversePermutation(std::get<TransposeAttributes>(operation.attributes).permutation));
    case Op::Reshape:
        return pool.reshape(g, pool.shape(x));
    case Op::BroadcastTo:
        return back(g);
    case Op::Slice:
        return pool.apply(Op::SliceGradient, {g}, pool.shape(x), operation.attributes);
    case Op::SliceGradient:
        return pool.apply(Op::Slice, {g}, pool.shape(x), operation.attributes);
    case Op::Concat:
        return pullBackConcat(pool, operation, g, slot);
    case Op::ReduceSum: {
        const auto& reduction = std::get<ReduceAttributes>(operation.attributes);
        return pool.broadcast(keepReduced(pool, g, pool.shape(x), reduction), pool.shape(x));
    }
    case Op::ReduceMean: {
        const auto& reduction = std::get<ReduceAttributes>(operation.attributes);
        const Shape shape = pool.shape(x);
        const std::int64_t count = reducedCount(shape, reduction);
        return pool.product({pool.number(Number::fraction(1, count)),
                             pool.broadcast(keepReduced(pool, g, shape, reduction), shape)});
    }
    case Op::ReduceMax:
    case Op::ReduceMin:
        return pullBackReduceExtremum(pool, operation, output, g);
    case Op::Norm: { // x̄ = ȳ·x / ‖x‖
        const auto& reduction = std::get<ReduceAttributes>(operation.attributes);
        const Shape shape = pool.shape(x);
        return pool.product({keepReduced(pool, g, shape, reduction), x,
                             pool.power(keepReduced(pool, output, shape, reduction),
                                        Number::integer(-1))});
    }
    }
    __builtin_unreachable();
}

} // namespace engine
