#pragma once

#include <deque>
#include <optional>
#include <span>
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
    BackwardSweep(EagerContext& context, PassId pass, std::span<const GradientSource> targets,
                  std::span<const GradientSource> sources);
    ~BackwardSweep();
    BackwardSweep(const BackwardSweep&) = delete;
    BackwardSweep& operator=(const BackwardSweep&) = delete;

    std::vector<std::optional<TracedTensor>>
    run(std::span<const std::optional<TracedTensor>> outputGradients);

private:
    struct Slot
    {
        std::optional<TracedTensor> adjoint;
        bool reachesSource = false;
        bool neededByTarget = false;
        int expected = 0;
        int arrived = 0;
        std::vector<GradientRows> rows; ///< what came from gathers along axis 0
        bool dense = false; ///< something else came too
    };

    Slot& at(NodeId node);
    const Slot* find(NodeId node) const;
    bool carries(const Node& node, int slot);
    void findPath();
    void seed(std::span<const std::optional<TracedTensor>> outputGradients);
    void fire(NodeId node);
    void fireCustom(const Node& node, NodeId id, const TracedTensor& upstream);
    std::optional<GradientRows> rowsOf(const GradientSource& source);
    TracedTensor withNode(TracedTensor tensor);
    void arrive(NodeId from, int slot, NodeId to, const TracedTensor& amount);
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
    int m_graphSize; ///< when the sweep began
    std::deque<Slot> m_slots; ///< of the nodes the sweep has to do with
    std::vector<int> m_slotOf; ///< by node id; lent by the context, so that a pass over few nodes
                               ///< of a long run is short
    std::vector<NodeId> m_touched;
    std::vector<NodeId> m_path; ///< recorded operations to fire, in execution order
};

} // namespace engine
