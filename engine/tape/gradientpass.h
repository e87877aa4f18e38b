#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/tape/graph.h"
#include "engine/tensor/pooledvector.h"

namespace engine {

/// Why gradient() gave None for a source.
enum class NoGradient : std::uint8_t {
    HasGradient,
    NotWatched, ///< the tape never watched the source
    WatchedTooLate, ///< it was watched, but the target was computed before
    NotTrainable, ///< integer or bool source or target
    NotConnected, ///< watched, but no recorded operation leads from it to the target
    Blocked, ///< a path exists, but an operation on it lets no gradient through (see `blockedAt`)
    TargetUnknown, ///< the target was not computed under this tape
};

/// One message of the backward pass: what the rule of `from` sends to its input `slot`.
struct Contribution
{
    NodeId from;
    int slot = 0; ///< operand position in `from`
    NodeId to;
    Tensor amount;
    Tensor sum; ///< what `to` has after this arrival
    int ordinal = 1; ///< this is the ordinal-th of `expected` arrivals at `to`
    int expected = 1;
};

/// One node's rule ran: it takes the node's complete gradient and sends a contribution to each
/// input on the path.
struct Firing
{
    NodeId node;
    Tensor upstream;
    int firstContribution = 0; ///< index into GradientPass::contributions
    int contributionCount = 0;
};

/// Everything one call of tape.gradient() did, in order: firings from the target backwards, each
/// followed by its contributions.
struct GradientPass
{
    TapeId tape;
    PooledVector<NodeId> targets;
    PooledVector<Tensor> seeds; ///< one a target: ones, or the output_gradients given
    PooledVector<NodeId> sources; ///< one an asked source, in flat order; the same may occur twice
    PooledVector<Firing> firings; ///< descending by node
    PooledVector<Contribution> contributions;
    PooledVector<std::optional<Tensor>> results; ///< one a source; empty: None
    PooledVector<NoGradient> reasons; ///< one a source
    PooledVector<NodeId> blockedAt; ///< one a source; valid for NoGradient::Blocked
    PooledVector<NodeId> resultNodes; ///< one a source; the node the program can go on with

    /// Index of the node's firing; -1: its rule did not run.
    int firingOf(NodeId node) const
    {
        const auto found =
            std::lower_bound(firings.begin(), firings.end(), node,
                             [](const Firing& firing, NodeId id) { return firing.node > id; });
        return found == firings.end() || found->node != node
            ? -1
            : static_cast<int>(found - firings.begin());
    }
};

} // namespace engine
