#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/tape/eagercontext.h"
#include "engine/tape/pullback.h"

namespace engine {

/// One call of tape.gradient(): finds the recorded operations that lie between the targets and the
/// sources, then walks them backwards in reverse order of execution (a reverse topological order),
/// fires each rule once its node's gradient is complete, and adds up what arrives. Everything it
/// does goes into a GradientPass.
class BackwardSweep
{
public:
    BackwardSweep(EagerContext& context, TapeId tape, PassId pass,
                  std::span<const GradientSource> targets, std::span<const GradientSource> sources);
    ~BackwardSweep();
    BackwardSweep(const BackwardSweep&) = delete;
    BackwardSweep& operator=(const BackwardSweep&) = delete;

    std::vector<std::optional<TracedTensor>>
    run(std::span<const std::optional<TracedTensor>> outputGradients);

private:
    /// What the sweep knows of a node it has to do with.
    struct Slot
    {
        TracedTensor adjoint; ///< when `hasAdjoint`
        NodeId node;
        int expected = 0;
        int arrived = 0;
        bool hasAdjoint : 1 = false;
        bool reachesSource : 1 = false;
        bool neededByTarget : 1 = false;
        bool fires : 1 = false;
        bool isSource : 1 = false;
        bool dense : 1 = false; ///< something else than rows came
        bool hasRows : 1 = false; ///< in m_rows
    };

    Slot& at(NodeId node);
    const Slot* find(NodeId node) const;
    bool carries(const Node& node, int slot) const;
    void markSources();
    void findPath();
    void seed(std::span<const std::optional<TracedTensor>> outputGradients);
    void fire(NodeId node);
    void fireCustom(const Node& node, NodeId id, const TracedTensor& upstream);
    std::optional<GradientRows> rowsOf(const GradientSource& source);
    TracedTensor withNode(TracedTensor tensor);
    void arrive(NodeId from, int slot, NodeId to, TracedTensor amount);
    TracedTensor added(TracedTensor sum, const TracedTensor& amount);
    std::optional<TracedTensor> total(const GradientSource& source);
    void finish(int index, const GradientSource& source,
                std::vector<std::optional<TracedTensor>>& results);
    NoGradient whyNone(const GradientSource& source, NodeId& blockedAt) const;

    GradientPass& record() { return m_context.m_passes[static_cast<std::size_t>(m_pass.index)]; }

    EagerContext& m_context;
    PassId m_pass;
    TapeId m_tape;
    std::span<const GradientSource> m_targets;
    std::span<const GradientSource> m_sources;
    bool m_recorded;
    RuleOperations m_operations;
    bool m_logs; ///< the pass is to be played back
    int m_graphSize; ///< when the sweep began
    std::vector<Slot> m_slots; ///< of the nodes the sweep has to do with
    std::vector<int> m_slotOf; ///< by node id; lent by the context, so that a pass over few nodes
                               ///< of a long run is short
    std::vector<std::pair<NodeId, GradientRows>> m_rows; ///< what came from gathers along axis 0
};

} // namespace engine
