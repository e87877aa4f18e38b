#include <algorithm>
#include <utility>

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

/// The program's rule maps what arrives at the result back: g(u) = Jᵀu. A tape of its own turns it
/// around, as TensorFlow does: the gradient of ⟨g(u), v⟩ with respect to u is J v.
std::optional<TracedTensor>
EagerContext::pushCustom(int rule, const TracedTensor& output,
                         std::span<const std::optional<TracedTensor>> tangents)
{
    const CustomRule back =
        m_customRules[static_cast<std::size_t>(rule)]; // running it may add more
    const TracedTensor upstream =
        leaf(Op::Ones, Tensor::ones(output.value.dtype(), output.value.shape()));
    const TapeId tape = makeTape(false, false);
    enter(tape);
    std::vector<std::optional<TracedTensor>> sent;
    try {
        watch(tape, upstream.node);
        sent = back(upstream);
    } catch (...) {
        leave(tape);
        throw;
    }
    leave(tape);
    std::vector<GradientSource> targets;
    std::vector<std::optional<TracedTensor>> seeds;
    for (std::size_t i = 0; i < tangents.size() && i < sent.size(); ++i) {
        if (!tangents[i] || !sent[i])
            continue;
        targets.push_back({*sent[i], {}});
        seeds.push_back(tangents[i]);
    }
    if (targets.empty())
        return {};
    const GradientSource source{upstream, {}};
    const auto rows = std::exchange(m_gradientRows, {}); // of a pass that may be under way
    auto moved = gradient(tape, targets, std::span(&source, 1), seeds);
    m_gradientRows = rows;
    return std::move(moved.front());
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
        const auto moved = op == Op::CustomGradient
            ? pushCustom(std::get<CustomAttributes>(attributes).rule, output, tangents)
            : pushForward(operations, {op, attributes, inputs, output, tangents});
        if (moved) {
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
