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
    using Slot = SweepSlots::Slot;

    /// The slot of the input to which `node` passes a gradient on, or null when it does not.
    Slot* carried(const Node& node, int slot);
    void markSources();
    void findPath();
    void findNeeded();
    void seed(std::span<const std::optional<TracedTensor>> outputGradients);
    void fire(NodeId node, Slot& own);
    void fireCustom(const Node& node, NodeId id, const TracedTensor& upstream);
    void arrive(NodeId from, int slot, Slot& target, TracedTensor&& amount);
    void add(TracedTensor& sum, const TracedTensor& amount);

    // gradientresults.cpp: what the sources get.
    std::optional<GradientRows> rowsOf(const GradientSource& source);
    TracedTensor withNode(TracedTensor tensor);
    std::optional<TracedTensor> total(const GradientSource& source);
    std::optional<TracedTensor> finish(int index, const GradientSource& source);
    NoGradient whyNone(const GradientSource& source, NodeId& blockedAt) const;

    /// The nodes a source stands for: itself, or all contents a variable had.
    std::span<const NodeId> nodesOf(const GradientSource& source) const;
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
    SweepSlots m_slots;
    std::vector<std::pair<NodeId, GradientRows>> m_rows; ///< what came from gathers along axis 0
};

} // namespace engine
