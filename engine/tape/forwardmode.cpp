#include <algorithm>

#include "engine/tape/pushforward.h"

namespace engine {

namespace {

/// While tangents are pushed, only the accumulators outside the one they belong to look on.
class Restored
{
public:
    explicit Restored(int& value)
        : m_value(value)
        , m_before(value)
    {
    }
    ~Restored() { m_value = m_before; }
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;

private:
    int& m_value;
    int m_before;
};

} // namespace

AccumulatorId EagerContext::makeAccumulator()
{
    m_accumulators.emplace_back();
    return {static_cast<int>(m_accumulators.size()) - 1};
}

void EagerContext::setTangent(AccumulatorId accumulator, NodeId primal, TracedTensor tangent)
{
    m_accumulators[static_cast<std::size_t>(accumulator.index)][primal.index] = std::move(tangent);
}

void EagerContext::enter(AccumulatorId accumulator)
{
    m_activeAccumulators.push_back(accumulator);
    m_followingAccumulators = static_cast<int>(m_activeAccumulators.size());
}

void EagerContext::leave(AccumulatorId accumulator)
{
    std::erase(m_activeAccumulators, accumulator);
    m_followingAccumulators = static_cast<int>(m_activeAccumulators.size());
}

std::optional<TracedTensor> EagerContext::tangent(AccumulatorId accumulator, NodeId node) const
{
    const auto& tangents = m_accumulators[static_cast<std::size_t>(accumulator.index)];
    const auto found = tangents.find(node.index);
    return found == tangents.end() ? std::nullopt : std::optional(found->second);
}

void EagerContext::pushTangents(Op op, const Attributes& attributes,
                                std::span<const TracedTensor> inputs, const TracedTensor& output)
{
    const Restored followers(m_followingAccumulators);
    const int before = m_followingAccumulators;
    const int firstOwn = m_graph.size();
    bool isCarried = false;
    for (int i = before - 1; i >= 0; --i) {
        const AccumulatorId accumulator = m_activeAccumulators[static_cast<std::size_t>(i)];
        std::vector<std::optional<TracedTensor>> tangents;
        for (const TracedTensor& input : inputs)
            tangents.push_back(tangent(accumulator, input.node));
        if (std::none_of(tangents.begin(), tangents.end(),
                         [](const auto& t) { return t.has_value(); }))
            continue;
        m_followingAccumulators = i;
        RuleOperations operations(*this, true);
        if (const auto moved =
                pushForward(operations, {op, attributes, inputs, output, tangents})) {
            setTangent(accumulator, output.node, *moved);
            isCarried = true;
        }
    }
    const auto say = [this](NodeId id, Unrecorded what) {
        Node& node = m_graph.node(id);
        if (node.unrecorded == Unrecorded::NoTape)
            node.unrecorded = what;
    };
    for (int i = firstOwn; i < m_graph.size(); ++i)
        say({i}, Unrecorded::Slope);
    if (isCarried)
        say(output.node, Unrecorded::CarriedForward);
}

} // namespace engine
