#pragma once

#include <optional>
#include <span>

#include "engine/tape/ruleoperations.h"

namespace engine {

/// What a push-forward rule sees of the operation it is for.
struct PushCall
{
    Op op = Op::Constant;
    const Attributes& attributes;
    std::span<const TracedTensor> inputs;
    TracedTensor output;
    /// One an input, of the input's shape; empty: the input does not move.
    std::span<const std::optional<TracedTensor>> tangents;
};

/// The Jacobian-vector product: how the operation's result moves when its inputs move along their
/// tangents. Empty when it does not move.
std::optional<TracedTensor> pushForward(RuleOperations& ops, const PushCall& call);

} // namespace engine
