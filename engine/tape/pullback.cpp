#include "engine/tape/pullback.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

#include "engine/tensor/evaluate.h"

namespace engine {

TracedTensor RuleOperations::run(Op op, std::initializer_list<TracedTensor> inputs,
                                 Attributes attributes)
{
    const std::span<const TracedTensor> operands(inputs.begin(), inputs.size());
    if (m_recorded)
        return m_context.execute(op, operands, std::move(attributes));
    std::array<Tensor, 3> values;
    assert(inputs.size() <= values.size());
    std::transform(inputs.begin(), inputs.end(), values.begin(),
                   [](const TracedTensor& input) { return input.value; });
    return {evaluate(op, std::span<const Tensor>(values.data(), inputs.size()), attributes), {}};
}

TracedTensor RuleOperations::scalar(double value, DType dtype)
{
    Tensor tensor = Tensor::full(dtype, Shape{}, value);
    return m_recorded ? m_context.leaf(Op::Constant, std::move(tensor))
                      : TracedTensor{std::move(tensor), {}};
}

TracedTensor RuleOperations::zerosLike(const TracedTensor& tensor)
{
    Tensor zeros = Tensor::zeros(tensor.value.dtype(), tensor.value.shape());
    return m_recorded ? m_context.leaf(Op::Zeros, std::move(zeros))
                      : TracedTensor{std::move(zeros), {}};
}

TracedTensor RuleOperations::onesLike(const TracedTensor& tensor)
{
    Tensor ones = Tensor::ones(tensor.value.dtype(), tensor.value.shape());
    return m_recorded ? m_context.leaf(Op::Ones, std::move(ones))
                      : TracedTensor{std::move(ones), {}};
}

TracedTensor RuleOperations::reshape(const TracedTensor& a, const Shape& shape)
{
    return a.value.shape() == shape ? a : run(Op::Reshape, {a}, ShapeAttributes{shape});
}

TracedTensor RuleOperations::unbroadcast(const TracedTensor& a, const Shape& shape)
{
    const Shape& from = a.value.shape();
    if (from == shape)
        return a;
    const int added = from.rank() - shape.rank();
    ReduceAttributes reduction;
    for (int axis = 0; axis < from.rank(); ++axis) {
        if (axis < added || (shape[axis - added] == 1 && from[axis] != 1))
            reduction.axes.push_back(axis);
    }
    const TracedTensor sum = reduction.axes.empty() ? a : run(Op::ReduceSum, {a}, reduction);
    return reshape(sum, shape);
}

TracedTensor RuleOperations::keepReduced(const TracedTensor& a, const Shape& shape,
                                         const ReduceAttributes& attributes)
{
    Shape kept = shape;
    for (const int axis : attributes.axes)
        kept.set(axis, 1);
    return reshape(a, kept);
}

TracedTensor RuleOperations::expandReduced(const TracedTensor& a, const Shape& shape,
                                           const ReduceAttributes& attributes)
{
    const TracedTensor kept = keepReduced(a, shape, attributes);
    return kept.value.shape() == shape ? kept
                                       : run(Op::BroadcastTo, {kept}, ShapeAttributes{shape});
}

namespace {

using Message = std::optional<TracedTensor>;

std::vector<int> inversePermutation(const std::vector<int>& permutation)
{
    std::vector<int> inverse(permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i)
        inverse[static_cast<std::size_t>(permutation[i])] = static_cast<int>(i);
    return inverse;
}

/// C = op(A) op(B): Ā = C̄ op(B)ᵀ, B̄ = op(A)ᵀ C̄, transposed back where the operand was used
/// transposed.
TracedTensor pullBackMatmul(RuleOperations& ops, const RuleCall& call)
{
    const auto& flags = std::get<MatmulAttributes>(call.attributes);
    const TracedTensor& a = call.inputs[0];
    const TracedTensor& b = call.inputs[1];
    const TracedTensor& g = call.upstream;
    const auto product = [&](const TracedTensor& left, const TracedTensor& right,
                             bool transposeLeft, bool transposeRight) {
        return ops.run(Op::Matmul, {left, right}, MatmulAttributes{transposeLeft, transposeRight});
    };
    if (call.slot == 0) {
        const TracedTensor grad = flags.transposeA ? product(b, g, flags.transposeB, true)
                                                   : product(g, b, false, !flags.transposeB);
        return ops.unbroadcast(grad, a.value.shape());
    }
    const TracedTensor grad = flags.transposeB ? product(g, a, true, flags.transposeA)
                                               : product(a, g, !flags.transposeA, false);
    return ops.unbroadcast(grad, b.value.shape());
}

/// z = x^y: x̄ = ȳ·y·x^(y−1); ȳ = z̄·z·log x where x > 0, else 0 (TensorFlow's convention).
TracedTensor pullBackPower(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.inputs[1];
    const DType dtype = x.value.dtype();
    if (call.slot == 0) {
        const TracedTensor lowered = ops.run(Op::Power, {x, ops.subtract(y, ops.scalar(1, dtype))});
        return ops.unbroadcast(ops.multiply(ops.multiply(call.upstream, y), lowered),
                               x.value.shape());
    }
    const TracedTensor positive = ops.run(Op::Greater, {x, ops.scalar(0, dtype)});
    const TracedTensor safe = ops.run(Op::Where, {positive, x, ops.onesLike(x)});
    const TracedTensor logarithm =
        ops.run(Op::Where, {positive, ops.run(Op::Log, {safe}), ops.zerosLike(x)});
    return ops.unbroadcast(ops.multiply(ops.multiply(call.upstream, call.output), logarithm),
                           y.value.shape());
}

/// Ties go to the first operand: maximum gives x its gradient where x >= y, minimum where x <= y.
TracedTensor pullBackExtremum(RuleOperations& ops, const RuleCall& call, Op comparison)
{
    const TracedTensor first = ops.run(comparison, {call.inputs[0], call.inputs[1]});
    const TracedTensor zero = ops.zerosLike(call.upstream);
    const TracedTensor kept = call.slot == 0 ? ops.run(Op::Where, {first, call.upstream, zero})
                                             : ops.run(Op::Where, {first, zero, call.upstream});
    return ops.unbroadcast(kept, call.inputs[static_cast<std::size_t>(call.slot)].value.shape());
}

/// Ties share equally (TensorFlow's _MinOrMaxGrad).
TracedTensor pullBackReduceExtremum(RuleOperations& ops, const RuleCall& call)
{
    const auto& reduction = std::get<ReduceAttributes>(call.attributes);
    const TracedTensor& x = call.inputs[0];
    const Shape& shape = x.value.shape();
    const TracedTensor chosen =
        ops.run(Op::Cast, {ops.run(Op::Equal, {x, ops.keepReduced(call.output, shape, reduction)})},
                CastAttributes{x.value.dtype()});
    ReduceAttributes kept = reduction;
    kept.keepDims = true;
    const TracedTensor count = ops.run(Op::ReduceSum, {chosen}, kept);
    return ops.multiply(ops.divide(chosen, count),
                        ops.keepReduced(call.upstream, shape, reduction));
}

std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& reduction)
{
    std::int64_t count = 1;
    for (const int axis : reduction.axes)
        count *= shape[axis];
    return count;
}

/// The part of the result that came from operand `slot` of a Concat.
TracedTensor pullBackConcat(RuleOperations& ops, const RuleCall& call)
{
    const int axis = std::get<AxisAttributes>(call.attributes).axis;
    const Shape& whole = call.upstream.value.shape();
    const Shape& part = call.inputs[static_cast<std::size_t>(call.slot)].value.shape();
    SliceAttributes slice;
    slice.inputShape = whole;
    slice.resultShape = part;
    for (int i = 0; i < whole.rank(); ++i)
        slice.axes.push_back({0, 1, whole[i], false});
    std::int64_t offset = 0;
    for (int i = 0; i < call.slot; ++i)
        offset += call.inputs[static_cast<std::size_t>(i)].value.shape()[axis];
    slice.axes[static_cast<std::size_t>(axis)] = {offset, 1, part[axis], false};
    return ops.run(Op::Slice, {call.upstream}, slice);
}

} // namespace

bool passesGradient(Op op, int slot)
{
    return isDifferentiable(op) && !(op == Op::Where && slot == 0);
}

std::optional<TracedTensor> pullBack(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& g = call.upstream;
    const TracedTensor& x = call.inputs[0];
    const DType dtype = g.value.dtype();
    const auto shapeOf = [&](int i) -> const Shape& {
        return call.inputs[static_cast<std::size_t>(i)].value.shape();
    };
    switch (call.op) {
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
        return g;
    case Op::Cast:
        return isFloating(x.value.dtype())
            ? Message(ops.run(Op::Cast, {g}, CastAttributes{x.value.dtype()}))
            : Message();
    case Op::Add:
        return ops.unbroadcast(g, shapeOf(call.slot));
    case Op::Subtract:
        return ops.unbroadcast(call.slot == 0 ? g : ops.negative(g), shapeOf(call.slot));
    case Op::Multiply:
        return ops.unbroadcast(
            ops.multiply(g, call.inputs[static_cast<std::size_t>(1 - call.slot)]),
            shapeOf(call.slot));
    case Op::Divide: // z = x / y: x̄ = z̄ / y, ȳ = −z̄·x / y²
        if (call.slot == 0)
            return ops.unbroadcast(ops.divide(g, call.inputs[1]), shapeOf(0));
        return ops.unbroadcast(
            ops.multiply(g,
                         ops.divide(ops.divide(ops.negative(x), call.inputs[1]), call.inputs[1])),
            shapeOf(1));
    case Op::FloorModulo: // x mod y = x − y·floor(x / y), the floor held fixed
        if (call.slot == 0)
            return ops.unbroadcast(g, shapeOf(0));
        return ops.unbroadcast(
            ops.multiply(g, ops.negative(ops.run(Op::FloorDivide, {x, call.inputs[1]}))),
            shapeOf(1));
    case Op::Power:
        return pullBackPower(ops, call);
    case Op::Maximum:
        return pullBackExtremum(ops, call, Op::GreaterEqual);
    case Op::Minimum:
        return pullBackExtremum(ops, call, Op::LessEqual);
    case Op::Negative:
        return ops.negative(g);
    case Op::Abs:
        return ops.multiply(g, ops.run(Op::Sign, {x}));
    case Op::Sign:
        return ops.zerosLike(x);
    case Op::Square:
        return ops.multiply(g, ops.multiply(ops.scalar(2, dtype), x));
    case Op::Sqrt:
        return ops.divide(ops.multiply(g, ops.scalar(0.5, dtype)), call.output);
    case Op::Exp:
        return ops.multiply(g, call.output);
    case Op::Log:
        return ops.divide(g, x);
    case Op::Sin:
        return ops.multiply(g, ops.run(Op::Cos, {x}));
    case Op::Cos:
        return ops.negative(ops.multiply(g, ops.run(Op::Sin, {x})));
    case Op::Tanh:
        return ops.multiply(g,
                            ops.subtract(ops.scalar(1, dtype), ops.run(Op::Square, {call.output})));
    case Op::Sigmoid:
        return ops.multiply(
            g, ops.multiply(call.output, ops.subtract(ops.scalar(1, dtype), call.output)));
    case Op::Relu: { // relu'(0) = 0
        const TracedTensor positive = ops.run(Op::Greater, {x, ops.scalar(0, dtype)});
        return ops.run(Op::Where, {positive, g, ops.zerosLike(g)});
    }
    case Op::Where: {
        const TracedTensor zero = ops.zerosLike(g);
        const TracedTensor kept = call.slot == 1 ? ops.run(Op::Where, {call.inputs[0], g, zero})
                                                 : ops.run(Op::Where, {call.inputs[0], zero, g});
        return ops.unbroadcast(kept, shapeOf(call.slot));
    }
    case Op::Matmul:
        return pullBackMatmul(ops, call);
    case Op::Transpose:
        return ops.run(Op::Transpose, {g},
                       TransposeAttributes{inversePermutation(
                           std::get<TransposeAttributes>(call.attributes).permutation)});
    case Op::Reshape:
        return ops.reshape(g, shapeOf(0));
    case Op::BroadcastTo:
        return ops.unbroadcast(g, shapeOf(0));
    case Op::Slice:
        return ops.run(Op::SliceGradient, {g}, call.attributes);
    case Op::SliceGradient:
        return ops.run(Op::Slice, {g}, call.attributes);
    case Op::Concat:
        return pullBackConcat(ops, call);
    case Op::ReduceSum:
        return ops.expandReduced(g, shapeOf(0), std::get<ReduceAttributes>(call.attributes));
    case Op::ReduceMean: {
        const auto& reduction = std::get<ReduceAttributes>(call.attributes);
        const auto count =
            static_cast<double>(std::max<std::int64_t>(reducedCount(shapeOf(0), reduction), 1));
        return ops.divide(ops.expandReduced(g, shapeOf(0), reduction), ops.scalar(count, dtype));
    }
    case Op::ReduceMax:
    case Op::ReduceMin:
        return pullBackReduceExtremum(ops, call);
    case Op::Norm: { // x̄ = ȳ·x / ‖x‖: 0/0 = nan at 0, as sqrt of a sum of squares gives
        const auto& reduction = std::get<ReduceAttributes>(call.attributes);
        const TracedTensor scale = ops.divide(ops.keepReduced(g, shapeOf(0), reduction),
                                              ops.keepReduced(call.output, shapeOf(0), reduction));
        return ops.multiply(x, scale);
    }
    }
    __builtin_unreachable();
}

} // namespace engine
