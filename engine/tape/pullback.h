#pragma once

#include <optional>
#include <span>

#include "engine/tape/ruleoperations.h"

namespace engine {

/// What a gradient rule sees of the operation it is for.
struct RuleCall
{
    RuleCall(Op op_, const Attributes& attributes_, std::span<const TracedTensor> inputs_,
             TracedTensor output_, TracedTensor upstream_, int slot_)
        : op(op_)
        , attributes(attributes_)
        , inputs(inputs_)
        , output(std::move(output_))
        , upstream(std::move(upstream_))
        , slot(slot_)
    {
    }

    Op op;
    const Attributes& attributes;
    std::span<const TracedTensor> inputs;
    TracedTensor output;
    TracedTensor
        upstream; ///< the gradient of the target with respect to `output`, of the output's shape
    int slot; ///< which input's contribution is wanted
};

/// The vector-Jacobian product: what the operation sends to input `slot`. Empty when no gradient
/// flows to it.
std::optional<TracedTensor> pullBack(RuleOperations& ops, const RuleCall& call);

/// Whether a gradient can flow from the operation's output to input `slot`.
bool passesGradient(Op op, int slot);
/// f'(x) of an operation that maps each element of one tensor by itself, in terms of its input and
/// output: the pull-back and the push-forward both multiply by it.
TracedTensor slope(RuleOperations& ops, Op op, const Attributes& attributes, const TracedTensor& x,
                   const TracedTensor& y);

} // namespace engine
