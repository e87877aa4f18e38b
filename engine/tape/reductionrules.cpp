#include <algorithm>
#include <numeric>

#include "engine/tape/pusher.h"
#include "engine/tape/ruleparts.h"
#include "engine/tensor/evaluate.h"

namespace engine {

std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& reduction)
{
    std::int64_t count = 1;
    for (const int axis : reduction.axes)
        count *= shape[axis];
    return count;
}

/// Ties share equally (TensorFlow's _MinOrMaxGrad).
TracedTensor extremumShares(RuleOperations& ops, const TracedTensor& x, const TracedTensor& y,
                            const ReduceAttributes& reduction)
{
    const TracedTensor chosen = ops.cast(
        ops.run(Op::Equal, {x, ops.keepReduced(y, x.value.shape(), reduction)}), x.value.dtype());
    return ops.divide(chosen,
                      ops.run(Op::ReduceSum, {chosen}, ReduceAttributes{reduction.axes, true}));
}

TracedTensor pullBackReduceExtremum(RuleOperations& ops, const RuleCall& call)
{
    const auto& reduction = std::get<ReduceAttributes>(call.attributes);
    const TracedTensor& x = call.inputs[0];
    return ops.multiply(extremumShares(ops, x, call.output(), reduction),
                        ops.keepReduced(call.upstream, x.value.shape(), reduction));
}

/// Without division, so that a factor 0 does no harm: the products of what comes before and after
/// along one line.
TracedTensor productOfOthers(RuleOperations& ops, const TracedTensor& x,
                             const ReduceAttributes& reduction)
{
    const Shape& shape = x.value.shape();
    std::vector<int> permutation;
    std::int64_t kept = 1;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        if (std::find(reduction.axes.begin(), reduction.axes.end(), axis) == reduction.axes.end()) {
            permutation.push_back(axis);
            kept *= shape[axis];
        }
    }
    permutation.insert(permutation.end(), reduction.axes.begin(), reduction.axes.end());
    const TracedTensor turned = ops.transpose(x, permutation);
    const TracedTensor lines = ops.reshape(turned, Shape{kept, reducedCount(shape, reduction)});
    const TracedTensor before = ops.run(Op::Cumprod, {lines}, CumulateAttributes{1, true, false});
    const TracedTensor after = ops.run(Op::Cumprod, {lines}, CumulateAttributes{1, true, true});
    const TracedTensor others = ops.reshape(ops.multiply(before, after), turned.value.shape());
    return ops.transpose(others, inversePermutation(permutation));
}

TracedTensor deviations(RuleOperations& ops, const TracedTensor& x,
                        const ReduceAttributes& reduction)
{
    return ops.subtract(x, ops.run(Op::ReduceMean, {x}, ReduceAttributes{reduction.axes, true}));
}

/// As TensorFlow: sums of y·ȳ from the other side, divided by x (nan where x is 0).
TracedTensor pullBackCumprod(RuleOperations& ops, const RuleCall& call)
{
    auto back = std::get<CumulateAttributes>(call.attributes);
    back.reverse = !back.reverse;
    return ops.divide(ops.run(Op::Cumsum, {ops.multiply(call.output(), call.upstream)}, back),
                      call.inputs[0]);
}

TracedTensor softmaxMinusLabels(RuleOperations& ops, const TracedTensor& labels,
                                const TracedTensor& logits)
{
    const int last = logits.value.rank() - 1;
    const TracedTensor softmax = ops.run(Op::Softmax, {logits}, AxisAttributes{last});
    if (labels.value.shape() == logits.value.shape())
        return ops.subtract(softmax, labels);
    const TracedTensor dense =
        ops.run(Op::OneHot, {labels},
                OneHotAttributes{logits.value.shape()[last], last, logits.value.dtype(), 1, 0});
    return ops.subtract(softmax, dense);
}

/// y = x·c / max(‖x‖, c). Inside the ball the gradient passes as it is; outside it loses its part
/// along x and shrinks by c / ‖x‖.
TracedTensor pullBackClipByNorm(RuleOperations& ops, const RuleCall& call)
{
    const ReduceAttributes kept{std::get<ReduceAttributes>(call.attributes).axes, true};
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& c = call.inputs[1];
    const TracedTensor& g = call.upstream;
    const TracedTensor length = ops.run(Op::Norm, {x}, kept);
    const TracedTensor outside = ops.run(Op::Greater, {length, c});
    const TracedTensor safe = ops.run(Op::Where, {outside, length, ops.onesLike(length)});
    const TracedTensor unit = ops.divide(x, safe);
    if (call.slot == 1)
        return ops.unbroadcast(ops.keepWhere(outside, ops.multiply(g, unit)), c.value.shape());
    const TracedTensor along = ops.run(Op::ReduceSum, {ops.multiply(g, unit)}, kept);
    const TracedTensor across = ops.subtract(g, ops.multiply(unit, along));
    return ops.run(Op::Where, {outside, ops.multiply(across, ops.divide(c, safe)), g});
}

/// y = x·c / max(‖x‖, c).
Tangent pushClipByNorm(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const ReduceAttributes kept{std::get<ReduceAttributes>(call.attributes).axes, true};
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& c = call.inputs[1];
    const TracedTensor length = ops.run(Op::Norm, {x}, kept);
    const TracedTensor outside = ops.run(Op::Greater, {length, c});
    const TracedTensor unit =
        ops.divide(x, ops.run(Op::Where, {outside, length, ops.onesLike(length)}));
    const TracedTensor dx = p.orZero(0);
    const TracedTensor along = ops.run(Op::ReduceSum, {ops.multiply(dx, unit)}, kept);
    const TracedTensor turned =
        ops.divide(ops.multiply(c, ops.subtract(dx, ops.multiply(unit, along))), length);
    const TracedTensor moved = ops.add(turned, ops.multiply(unit, p.orZero(1)));
    return ops.run(Op::Where, {outside, moved, dx});
}

/// Softmax cross entropies: labels come first.
Tangent pushCrossEntropy(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const TracedTensor& labels = call.inputs[0];
    const TracedTensor& logits = call.inputs[1];
    const int last = logits.value.rank() - 1;
    Tangent sum;
    if (p.moves(0))
        sum = ops.negative(
            ops.multiply(p.d(0), ops.run(Op::LogSoftmax, {logits}, AxisAttributes{last})));
    if (p.moves(1)) {
        const TracedTensor part = ops.multiply(p.d(1), softmaxMinusLabels(ops, labels, logits));
        sum = sum ? ops.add(*sum, part) : part;
    }
    return ops.sumOver(*sum, last, false);
}

} // namespace engine
