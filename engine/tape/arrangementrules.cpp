#include "engine/tape/ruleparts.h"
#include "engine/tensor/evaluate.h"

namespace engine {

/// The part of the result that came from operand `slot`.
TracedTensor pullBackConcat(RuleOperations& ops, const RuleCall& call)
{
    const int axis = std::get<AxisAttributes>(call.attributes).axis;
    const Shape& part = call.inputs[static_cast<std::size_t>(call.slot)].value.shape();
    SliceAttributes slice = wholeSlice(call.upstream.value.shape());
    slice.resultShape = part;
    std::int64_t offset = 0;
    for (int i = 0; i < call.slot; ++i)
        offset += call.inputs[static_cast<std::size_t>(i)].value.shape()[axis];
    slice.axes[static_cast<std::size_t>(axis)] = {offset, 1, part[axis], false};
    return ops.run(Op::Slice, {call.upstream}, slice);
}

TracedTensor pullBackStack(RuleOperations& ops, const RuleCall& call)
{
    SliceAttributes slice = wholeSlice(call.upstream.value.shape());
    slice.resultShape = call.inputs[static_cast<std::size_t>(call.slot)].value.shape();
    slice.axes[static_cast<std::size_t>(std::get<AxisAttributes>(call.attributes).axis)] = {
        call.slot, 1, 1, true};
    return ops.run(Op::Slice, {call.upstream}, slice);
}

/// Axis by axis: the copies stand beside each other; they are added up.
TracedTensor pullBackTile(RuleOperations& ops, const RuleCall& call)
{
    const auto& counts = std::get<CountsAttributes>(call.attributes).counts;
    const Shape& shape = call.inputs[0].value.shape();
    TracedTensor g = call.upstream;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const std::int64_t copies = counts[static_cast<std::size_t>(axis)];
        if (copies == 1)
            continue;
        Shape result = g.value.shape();
        std::int64_t before = 1;
        std::int64_t after = 1;
        for (int i = 0; i < shape.rank(); ++i)
            (i < axis ? before : after) *= i == axis ? 1 : result[i];
        result.set(axis, shape[axis]);
        const TracedTensor apart = ops.reshape(g, Shape{before, copies, shape[axis], after});
        g = ops.reshape(ops.sumOver(apart, 1, false), result);
    }
    return g;
}

TracedTensor pullBackPad(RuleOperations& ops, const RuleCall& call)
{
    const auto& widths = std::get<PadAttributes>(call.attributes).widths;
    SliceAttributes slice = wholeSlice(call.upstream.value.shape());
    slice.resultShape = call.inputs[0].value.shape();
    for (int axis = 0; axis < slice.resultShape.rank(); ++axis)
        slice.axes[static_cast<std::size_t>(axis)] = {widths[static_cast<std::size_t>(axis)].first,
                                                      1, slice.resultShape[axis], false};
    return ops.run(Op::Slice, {call.upstream}, slice);
}

CountsAttributes opposite(const CountsAttributes& shifts)
{
    CountsAttributes back = shifts;
    for (std::int64_t& shift : back.counts)
        shift = -shift;
    return back;
}

GatherAttributes alongLastAxis(const Shape& shape)
{
    return {shape.rank() - 1, shape.rank() - 1, shape};
}

TracedTensor flat(RuleOperations& ops, const TracedTensor& a)
{
    return ops.reshape(a, Shape{a.value.size()});
}

} // namespace engine
