#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "engine/tape/eagercontext.h"

namespace engine {

/// A TracedTensor that lies elsewhere: an operand of a rule is not copied where it is only read.
struct TracedView
{
    TracedView(const Tensor& value_, NodeId node_)
        : value(value_)
        , node(node_)
    {
    }
    TracedView(const TracedTensor& tensor) // NOLINT(google-explicit-constructor)
        : TracedView(tensor.value, tensor.node)
    {
    }
    operator TracedTensor() const { return {value, node}; } // NOLINT(google-explicit-constructor)

    const Tensor& value;
    NodeId node;
};

/// Executes the operations a gradient rule is written with: recorded in the graph when a tape
/// watches the backward pass, plain evaluation otherwise.
class RuleOperations
{
public:
    RuleOperations(EagerContext& context, bool recorded)
        : m_context(context)
        , m_recorded(recorded)
    {
    }

    TracedTensor run(Op op, std::initializer_list<TracedTensor> inputs,
                     const Attributes& attributes)
    {
        return run(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()), attributes);
    }
    TracedTensor run(Op op, std::initializer_list<TracedTensor> inputs)
    {
        return run(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()), noAttributes);
    }
    TracedTensor run(Op op, std::span<const TracedTensor> inputs, const Attributes& attributes);
    TracedTensor run(Op op, std::span<const TracedTensor> inputs)
    {
        return run(op, inputs, noAttributes);
    }
    TracedTensor constant(Tensor value);
    TracedTensor scalar(double value, DType dtype);
    TracedTensor zerosLike(const TracedTensor& tensor);
    TracedTensor onesLike(const TracedTensor& tensor);
    TracedTensor negative(const TracedTensor& a) { return run(Op::Negative, {a}); }
    TracedTensor add(const TracedView& a, const TracedView& b) { return runTwo(Op::Add, a, b); }
    TracedTensor subtract(const TracedView& a, const TracedView& b)
    {
        return runTwo(Op::Subtract, a, b);
    }
    TracedTensor multiply(const TracedView& a, const TracedView& b)
    {
        return runTwo(Op::Multiply, a, b);
    }
    TracedTensor divide(const TracedView& a, const TracedView& b)
    {
        return runTwo(Op::Divide, a, b);
    }
    TracedTensor square(const TracedTensor& a) { return run(Op::Square, {a}); }
    TracedTensor reciprocal(const TracedTensor& a) { return run(Op::Reciprocal, {a}); }
    TracedTensor scaled(const TracedTensor& a, double factor)
    {
        return multiply(a, scalar(factor, a.value.dtype()));
    }
    TracedTensor shifted(const TracedTensor& a, double amount)
    {
        return add(a, scalar(amount, a.value.dtype()));
    }
    /// `a` where the condition holds, else 0.
    TracedTensor keepWhere(const TracedTensor& condition, const TracedTensor& a)
    {
        return run(Op::Where, {condition, a, zerosLike(a)});
    }
    TracedTensor compare(Op comparison, const TracedTensor& a, double number)
    {
        return run(comparison, {a, scalar(number, a.value.dtype())});
    }
    TracedTensor cast(const TracedTensor& a, DType dtype)
    {
        return run(Op::Cast, {a}, CastAttributes{dtype});
    }
    TracedTensor matmul(const TracedTensor& a, const TracedTensor& b, bool transposeA = false,
                        bool transposeB = false)
    {
        return run(Op::Matmul, {a, b}, MatmulAttributes{transposeA, transposeB});
    }
    TracedTensor transpose(const TracedTensor& a, const Axes& permutation)
    {
        return run(Op::Transpose, {a}, TransposeAttributes{permutation});
    }
    /// The last two axes changed over.
    TracedTensor matrixTranspose(const TracedTensor& a);
    TracedTensor broadcast(const TracedTensor& a, const Shape& shape)
    {
        return a.value.shape() == shape ? a : run(Op::BroadcastTo, {a}, ShapeAttributes{shape});
    }
    TracedTensor sumOver(const TracedTensor& a, int axis, bool keepDims)
    {
        return run(Op::ReduceSum, {a}, ReduceAttributes{{axis}, keepDims});
    }
    /// A new last axis of extent 1.
    TracedTensor withLastAxis(const TracedTensor& a);
    TracedTensor reshape(const TracedTensor& a, const Shape& shape);
    /// Sums `a` over the axes that broadcasting `shape` added or stretched, so that it has that
    /// shape again.
    TracedTensor unbroadcast(TracedTensor a, const Shape& shape)
    {
        if (a.value.shape() == shape)
            return a;
        return summedTo(a, shape);
    }
    /// Undoes a reduction of `shape` over `attributes.axes`: axes come back with extent 1, then
    /// stretch.
    TracedTensor expandReduced(const TracedTensor& a, const Shape& shape,
                               const ReduceAttributes& attributes);
    TracedTensor keepReduced(const TracedTensor& a, const Shape& shape,
                             const ReduceAttributes& attributes);

private:
    TracedTensor summedTo(const TracedTensor& a, const Shape& shape);
    TracedTensor runTwo(Op op, const TracedView& a, const TracedView& b);

    EagerContext& m_context;
    bool m_recorded;
};

} // namespace engine
