#pragma once

#include <initializer_list>
#include <optional>

#include "engine/tape/eagercontext.h"

namespace engine {

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

    TracedTensor run(Op op, std::initializer_list<TracedTensor> inputs, Attributes attributes = {});
    TracedTensor scalar(double value, DType dtype);
    TracedTensor zerosLike(const TracedTensor& tensor);
    TracedTensor onesLike(const TracedTensor& tensor);
    TracedTensor negative(const TracedTensor& a) { return run(Op::Negative, {a}); }
    TracedTensor add(const TracedTensor& a, const TracedTensor& b) { return run(Op::Add, {a, b}); }
    TracedTensor subtract(const TracedTensor& a, const TracedTensor& b)
    {
        return run(Op::Subtract, {a, b});
    }
    TracedTensor multiply(const TracedTensor& a, const TracedTensor& b)
    {
        return run(Op::Multiply, {a, b});
    }
    TracedTensor divide(const TracedTensor& a, const TracedTensor& b)
    {
        return run(Op::Divide, {a, b});
    }
    TracedTensor reshape(const TracedTensor& a, const Shape& shape);
    /// Sums `a` over the axes that broadcasting `shape` added or stretched, so that it has that
    /// shape again.
    TracedTensor unbroadcast(const TracedTensor& a, const Shape& shape);
    /// Undoes a reduction of `shape` over `attributes.axes`: axes come back with extent 1, then
    /// stretch.
    TracedTensor expandReduced(const TracedTensor& a, const Shape& shape,
                               const ReduceAttributes& attributes);
    TracedTensor keepReduced(const TracedTensor& a, const Shape& shape,
                             const ReduceAttributes& attributes);

private:
    EagerContext& m_context;
    bool m_recorded;
};

/// What a gradient rule sees of the operation it is for.
struct RuleCall
{
    Op op = Op::Constant;
    const Attributes& attributes;
    std::span<const TracedTensor> inputs;
    TracedTensor output;
    TracedTensor
        upstream; ///< the gradient of the target with respect to `output`, of the output's shape
    int slot = 0; ///< which input's contribution is wanted
};

/// The vector-Jacobian product: what the operation sends to input `slot`. Empty when no gradient
/// flows to it.
std::optional<TracedTensor> pullBack(RuleOperations& ops, const RuleCall& call);

/// Whether a gradient can flow from the operation's output to input `slot`.
bool passesGradient(Op op, int slot);

} // namespace engine
