#include "engine/tape/ruleoperations.h"

#include <array>
#include <numeric>
#include <utility>

#include "engine/tensor/evaluate.h"

namespace engine {

TracedTensor RuleOperations::run(Op op, std::span<const TracedTensor> inputs,
                                 const Attributes& attributes)
{
    if (m_recorded)
        return m_context.execute(op, inputs, attributes);
    return {evaluate(op, Operands(&inputs.data()->value, sizeof(TracedTensor), inputs.size()),
                     attributes),
            {}};
}

TracedTensor RuleOperations::runTwo(Op op, const TracedView& a, const TracedView& b)
{
    if (m_recorded)
        return m_context.execute(op, std::array<TracedTensor, 2>{a, b}, noAttributes);
    return {evaluate(op, Operands(a.value, b.value), noAttributes), {}};
}

TracedTensor RuleOperations::constant(Tensor value)
{
    return m_recorded ? m_context.leaf(Op::Constant, std::move(value))
                      : TracedTensor{std::move(value), {}};
}

TracedTensor RuleOperations::matrixTranspose(const TracedTensor& a)
{
    Axes permutation(static_cast<std::size_t>(a.value.rank()));
    std::iota(permutation.begin(), permutation.end(), 0);
    std::swap(permutation[permutation.size() - 1], permutation[permutation.size() - 2]);
    return transpose(a, permutation);
}

TracedTensor RuleOperations::withLastAxis(const TracedTensor& a)
{
    Shape shape = a.value.shape();
    shape.append(1);
    return reshape(a, shape);
}

TracedTensor RuleOperations::scalar(double value, DType dtype)
{
    return constant(dtype == DType::Float32 ? Tensor::scalar(static_cast<float>(value))
                                            : Tensor::full(dtype, Shape{}, value));
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

TracedTensor RuleOperations::summedTo(const TracedTensor& a, const Shape& shape)
{
    const Shape& from = a.value.shape();
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

} // namespace engine
