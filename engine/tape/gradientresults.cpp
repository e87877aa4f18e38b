#include <algorithm>
#include <utility>

#include "engine/tape/backwardsweep.h"

namespace engine {

/// As an operation of the program can take it: with a node.
TracedTensor BackwardSweep::withNode(TracedTensor tensor)
{
    return tensor.node.isValid() ? tensor : m_context.gradientLeaf(std::move(tensor.value), m_pass);
}

/// The gradient as rows and where they belong, when it came from gathers alone (behaviour 1.8).
std::optional<GradientRows> BackwardSweep::rowsOf(const GradientSource& source)
{
    std::vector<TracedTensor> indices;
    std::vector<TracedTensor> values;
    const Shape& shape = source.tensor.value.shape();
    for (const NodeId node : nodesOf(source)) {
        const Slot* slot = m_slots.find(node);
        if (!slot || !slot->hasAdjoint)
            continue;
        if (slot->dense || !slot->hasRows)
            return {};
        for (const auto& [to, rows] : m_rows) {
            if (to != node)
                continue;
            const std::int64_t count = rows.indices.value.size();
            Shape flat = shape;
            flat.set(0, count);
            indices.push_back(m_operations.reshape(rows.indices, Shape{count}));
            values.push_back(m_operations.reshape(rows.values, flat));
        }
    }
    if (indices.empty())
        return {};
    const auto joined = [&](const std::vector<TracedTensor>& parts) {
        return withNode(parts.size() == 1 ? parts.front()
                                          : m_operations.run(Op::Concat, parts, AxisAttributes{0}));
    };
    return GradientRows{joined(indices), joined(values)};
}

std::optional<TracedTensor> BackwardSweep::total(const GradientSource& source)
{
    std::optional<TracedTensor> sum;
    for (const NodeId node : nodesOf(source)) {
        const Slot* slot = m_slots.find(node);
        if (slot && slot->hasAdjoint)
            sum = sum ? m_operations.add(*sum, slot->adjoint) : slot->adjoint;
    }
    return sum;
}

std::optional<TracedTensor> BackwardSweep::finish(int index, const GradientSource& source)
{
    std::optional<TracedTensor> result;
    if (isFloating(source.tensor.value.dtype()))
        result = total(source);
    if (result)
        result = withNode(std::move(*result));
    m_context.m_gradientRows.push_back(result && !m_rows.empty() ? rowsOf(source) : std::nullopt);
    if (!m_logs)
        return result;
    NodeId blockedAt;
    const NoGradient reason = result ? NoGradient::HasGradient : whyNone(source, blockedAt);
    GradientPass& pass = record();
    pass.results.push_back(result ? std::optional<Tensor>(result->value) : std::nullopt);
    pass.reasons.push_back(reason);
    pass.blockedAt.push_back(blockedAt);
    pass.resultNodes.push_back(result ? result->node : NodeId{});
    m_context.m_observer.sourceCompleted(m_pass, index);
    return result;
}

NoGradient BackwardSweep::whyNone(const GradientSource& source, NodeId& blockedAt) const
{
    const Graph& graph = m_context.graph();
    const auto knows = [&](NodeId node) { return m_context.knows(m_tape, node); };
    const auto integer = [](const GradientSource& s) {
        return !isFloating(s.tensor.value.dtype());
    };
    if (integer(source) || std::any_of(m_targets.begin(), m_targets.end(), integer))
        return NoGradient::NotTrainable;
    const auto nodes = nodesOf(source);
    if (std::none_of(nodes.begin(), nodes.end(), knows))
        return NoGradient::NotWatched;

    // Follow every executed operation forward from the source, recorded or not, and remember where
    // the gradient is cut.
    std::vector<NodeId> cut(static_cast<std::size_t>(m_graphSize));
    std::vector<bool> reached(static_cast<std::size_t>(m_graphSize), false);
    for (const NodeId node : nodes)
        reached[static_cast<std::size_t>(node.index)] = true;
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_graphSize); ++i) {
        const Node& node = graph.node({static_cast<int>(i)});
        for (std::size_t slot = 0; slot < node.inputs.size() && !reached[i]; ++slot) {
            const auto input = static_cast<std::size_t>(node.inputs[slot].index);
            if (!reached[input])
                continue;
            reached[i] = true;
            const bool passes =
                passesGradient(node.op, static_cast<int>(slot)) && isFloating(node.value.dtype());
            cut[i] = cut[input].isValid() || passes ? cut[input] : NodeId{static_cast<int>(i)};
        }
    }
    for (const GradientSource& target : m_targets) {
        const auto index = static_cast<std::size_t>(target.tensor.node.index);
        if (!reached[index])
            continue;
        blockedAt = cut[index];
        return blockedAt.isValid() ? NoGradient::Blocked : NoGradient::WatchedTooLate;
    }
    const bool targetKnown = std::any_of(m_targets.begin(), m_targets.end(),
                                         [&](const auto& t) { return knows(t.tensor.node); });
    return targetKnown ? NoGradient::NotConnected : NoGradient::TargetUnknown;
}

} // namespace engine
