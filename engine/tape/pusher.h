#pragma once

#include <optional>
#include <vector>

#include "engine/tape/pushforward.h"

namespace engine {

using Tangent = std::optional<TracedTensor>;

/// Writes the rules over the inputs and tangents of one call. `d(i)` is the tangent of input i.
class Pusher
{
public:
    Pusher(RuleOperations& ops, const PushCall& call)
        : m_ops(ops)
        , m_call(call)
    {
    }

    bool moves(std::size_t i) const { return m_call.tangents[i].has_value(); }
    const TracedTensor& d(std::size_t i) const { return *m_call.tangents[i]; }
    const TracedTensor& input(std::size_t i) const { return m_call.inputs[i]; }

    Tangent linear() const { return m_ops.run(m_call.op, {d(0)}, m_call.attributes); }

    /// Linear in each input by itself: the sum over the inputs, each replaced by its tangent.
    Tangent multilinear() const
    {
        Tangent sum;
        for (std::size_t i = 0; i < m_call.inputs.size(); ++i) {
            if (!moves(i))
                continue;
            std::vector<TracedTensor> operands(m_call.inputs.begin(), m_call.inputs.end());
            operands[i] = d(i);
            const TracedTensor part = m_ops.run(m_call.op, operands, m_call.attributes);
            sum = sum ? m_ops.add(*sum, part) : part;
        }
        return sum;
    }

    /// Linear in all its inputs together, but for those that are no floats.
    Tangent jointlyLinear() const
    {
        std::vector<TracedTensor> operands;
        for (std::size_t i = 0; i < m_call.inputs.size(); ++i) {
            if (moves(i))
                operands.push_back(d(i));
            else
                operands.push_back(isFloating(input(i).value.dtype()) ? m_ops.zerosLike(input(i))
                                                                      : input(i));
        }
        return m_ops.run(m_call.op, operands, m_call.attributes);
    }

    /// Σ ∂f/∂inputᵢ·dᵢ over the first two inputs, element by element; partial(i) gives the factor.
    template <class Partial>
    Tangent weighted(Partial partial) const
    {
        Tangent sum;
        for (std::size_t i = 0; i < 2; ++i) {
            if (!moves(i))
                continue;
            const TracedTensor part = m_ops.multiply(d(i), partial(i));
            sum = sum ? m_ops.add(*sum, part) : part;
        }
        return sum;
    }

    /// The tangent of input i, or zeros.
    TracedTensor orZero(std::size_t i) const { return moves(i) ? d(i) : m_ops.zerosLike(input(i)); }

private:
    RuleOperations& m_ops;
    const PushCall& m_call;
};

// Parts of pushForward() that are longer than a line; beside the pull-backs of the same operations.

// arithmeticrules.cpp
Tangent pushArithmetic(RuleOperations& ops, const PushCall& call, const Pusher& p);
// productrules.cpp
Tangent pushCholesky(RuleOperations& ops, const PushCall& call, const TracedTensor& d);
Tangent pushSolve(RuleOperations& ops, const PushCall& call, const Pusher& p);
// reductionrules.cpp
Tangent pushClipByNorm(RuleOperations& ops, const PushCall& call, const Pusher& p);
Tangent pushCrossEntropy(RuleOperations& ops, const PushCall& call, const Pusher& p);

} // namespace engine
