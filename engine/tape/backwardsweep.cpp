#include "engine/tape/backwardsweep.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <utility>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

/// The nodes a source stands for: itself, or all contents a variable had.
std::span<const NodeId> nodesOf(const EagerContext& context, const GradientSource& source)
{
    if (source.variable.isValid())
        return context.variable(source.variable).leaves;
    return std::span(&source.tensor.node, 1);
}

/// Marks what is executed meanwhile as the pass's work, also when a rule throws.
class RunningPass
{
public:
    RunningPass(PassId& running, PassId pass)
        : m_running(running)
        , m_before(running)
    {
        m_running = pass;
    }
    ~RunningPass() { m_running = m_before; }
    RunningPass(const RunningPass&) = delete;
    RunningPass& operator=(const RunningPass&) = delete;

private:
    PassId& m_running;
    PassId m_before;
};

} // namespace

BackwardSweep::BackwardSweep(EagerContext& context, TapeId tape, PassId pass,
                             std::span<const GradientSource> targets,
                             std::span<const GradientSource> sources)
    : m_context(context)
    , m_pass(pass)
    , m_tape(tape)
    , m_targets(targets)
    , m_sources(sources)
    , m_recorded(context.anyoneFollows())
    , m_operations(context, m_recorded)
    , m_logs(context.playsBack())
    , m_graphSize(context.graph().size())
    , m_slotOf(std::exchange(context.m_slotOf, {}))
{
    if (m_slotOf.size() < static_cast<std::size_t>(m_graphSize))
        m_slotOf.resize(static_cast<std::size_t>(m_graphSize), -1);
    m_slots.reserve(context.tape(m_tape).recorded().size() + sources.size() + targets.size());
}

BackwardSweep::~BackwardSweep()
{
    for (const Slot& slot : m_slots)
        m_slotOf[static_cast<std::size_t>(slot.node.index)] = -1;
    m_context.m_slotOf = std::move(m_slotOf);
}

/// The reference is good until the next at() of another node.
BackwardSweep::Slot& BackwardSweep::at(NodeId node)
{
    int& slot = m_slotOf[static_cast<std::size_t>(node.index)];
    if (slot < 0) {
        slot = static_cast<int>(m_slots.size());
        m_slots.emplace_back().node = node;
    }
    return m_slots[static_cast<std::size_t>(slot)];
}

const BackwardSweep::Slot* BackwardSweep::find(NodeId node) const
{
    const int slot = m_slotOf[static_cast<std::size_t>(node.index)];
    return slot < 0 ? nullptr : &m_slots[static_cast<std::size_t>(slot)];
}

/// What reaches a source is of a floating dtype: only that is marked so.
bool BackwardSweep::carries(const Node& node, int slot) const
{
    const Slot* known = find(node.inputs[static_cast<std::size_t>(slot)]);
    return known && known->reachesSource && passesGradient(node.op, slot);
}

void BackwardSweep::markSources()
{
    for (const GradientSource& source : m_sources) {
        for (const NodeId node : nodesOf(m_context, source)) {
            Slot& slot = at(node);
            slot.isSource = true;
            slot.reachesSource = m_context.knows(m_tape, node)
                && isFloating(m_context.graph().node(node).value.dtype());
        }
    }
}

void BackwardSweep::findPath()
{
    const Graph& graph = m_context.graph();
    const std::vector<NodeId>& recorded = m_context.tape(m_tape).recorded();
    markSources();
    for (const NodeId id : recorded) {
        const Node& node = graph.node(id);
        for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
            if (carries(node, slot) && isFloating(node.value.dtype())) {
                at(id).reachesSource = true;
                break;
            }
        }
    }
    if (!m_logs)
        return; // what the targets need shows by itself: an adjoint arrives
    for (const GradientSource& target : m_targets)
        at(target.tensor.node).neededByTarget = true;
    for (auto it = recorded.rbegin(); it != recorded.rend(); ++it) {
        const Slot* known = find(*it);
        if (!known || !known->neededByTarget || !known->reachesSource)
            continue;
        const Node& node = graph.node(*it);
        for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
            if (!carries(node, slot))
                continue;
            Slot& input = at(node.inputs[static_cast<std::size_t>(slot)]);
            input.neededByTarget = true;
            ++input.expected;
            at(*it).fires = true;
        }
    }
}

void BackwardSweep::seed(std::span<const std::optional<TracedTensor>> outputGradients)
{
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const TracedTensor& target = m_targets[i].tensor;
        const bool given = i < outputGradients.size() && outputGradients[i].has_value();
        TracedTensor value = given ? *outputGradients[i] : m_operations.onesLike(target);
        if (value.value.shape() != target.value.shape())
            throw TensorError("ValueError",
                              "Shapes " + target.value.shape().tupleText() + " and "
                                  + value.value.shape().tupleText() + " are incompatible");
        if (m_logs)
            record().seeds.push_back(value.value);
        Slot& slot = at(target.node);
        slot.dense = true;
        slot.adjoint = slot.hasAdjoint ? added(std::move(slot.adjoint), value) : std::move(value);
        slot.hasAdjoint = true;
    }
}

std::vector<std::optional<TracedTensor>>
BackwardSweep::run(std::span<const std::optional<TracedTensor>> outputGradients)
{
    if (m_logs) {
        for (const GradientSource& target : m_targets)
            record().targets.push_back(target.tensor.node);
        for (const GradientSource& source : m_sources)
            record().sources.push_back(source.tensor.node);
    }
    const RunningPass running(m_context.m_runningPass, m_pass);
    findPath();
    seed(outputGradients);
    if (m_logs)
        m_context.m_observer.passBegan(m_pass);
    // Not by iterator: a rule of the program's own may record operations on this very tape.
    for (std::size_t i = m_context.tape(m_tape).recorded().size(); i-- > 0;) {
        const NodeId id = m_context.tape(m_tape).recorded()[i];
        const Slot* const slot = id.index < m_graphSize ? find(id) : nullptr;
        if (slot && slot->hasAdjoint && (m_logs ? slot->fires : slot->reachesSource))
            fire(id);
    }
    std::vector<std::optional<TracedTensor>> results(m_sources.size());
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        finish(static_cast<int>(i), m_sources[i], results);
    if (m_logs)
        m_context.m_observer.passEnded(m_pass);
    return results;
}

namespace {

/// The operands of a rule, without an allocation for up to four.
class RuleInputs
{
public:
    RuleInputs(const Graph& graph, const Node& node)
        : m_count(node.inputs.size())
    {
        if (m_count > few)
            m_many.reserve(m_count);
        for (std::size_t i = 0; i < m_count; ++i) {
            const NodeId input = node.inputs[i];
            if (m_count > few)
                m_many.push_back({graph.node(input).value, input});
            else
                ::new (m_few.data() + i * sizeof(TracedTensor))
                    TracedTensor{graph.node(input).value, input};
        }
    }
    ~RuleInputs()
    {
        if (m_count <= few)
            std::destroy_n(own(), m_count);
    }
    RuleInputs(const RuleInputs&) = delete;
    RuleInputs& operator=(const RuleInputs&) = delete;

    std::span<const TracedTensor> all() { return {m_count > few ? m_many.data() : own(), m_count}; }

private:
    static constexpr std::size_t few = 4;
    TracedTensor* own() { return std::launder(reinterpret_cast<TracedTensor*>(m_few.data())); }

    std::size_t m_count;
    alignas(TracedTensor)
        std::array<std::byte, few * sizeof(TracedTensor)> m_few; // only what is used is made
    std::vector<TracedTensor> m_many;
};

} // namespace

void BackwardSweep::fire(NodeId id)
{
    const Node& node = m_context.graph().node(id); // stays where it is while rules append nodes
    Slot& own = at(id);
    // Nobody reads a complete adjoint again unless it was asked for: its memory is free for the
    // next.
    TracedTensor upstream = own.isSource ? own.adjoint : std::move(own.adjoint);
    RuleInputs inputs(m_context.graph(), node);

    if (m_logs) {
        const int firing = static_cast<int>(record().firings.size());
        record().firings.push_back(
            {id, upstream.value, static_cast<int>(record().contributions.size()), 0});
        m_context.m_observer.ruleFired(m_pass, firing);
    }
    if (node.op == Op::CustomGradient) {
        fireCustom(node, id, upstream);
        return;
    }
    const auto* const gather =
        node.op == Op::Gather ? std::get_if<GatherAttributes>(&node.attributes()) : nullptr;
    const bool byRows = gather && gather->axis == 0 && gather->batchDims == 0;
    RuleCall call(node.op, node.attributes(), inputs.all(), {node.value, id}, std::move(upstream),
                  0);
    for (; call.slot < static_cast<int>(node.inputs.size()); ++call.slot) {
        if (!carries(node, call.slot))
            continue;
        if (auto amount = pullBack(m_operations, call)) {
            const NodeId to = node.inputs[static_cast<std::size_t>(call.slot)];
            if (byRows) {
                m_rows.push_back({to, {call.inputs[1], call.upstream}});
                at(to).hasRows = true;
            } else {
                at(to).dense = true;
            }
            arrive(id, call.slot, to, std::move(*amount));
        }
    }
}

void BackwardSweep::fireCustom(const Node& node, NodeId id, const TracedTensor& upstream)
{
    const int rule = std::get<CustomAttributes>(node.attributes()).rule;
    const auto amounts =
        m_context.m_customRules[static_cast<std::size_t>(rule)](withNode(upstream));
    for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
        const auto i = static_cast<std::size_t>(slot);
        if (!carries(node, slot) || i >= amounts.size() || !amounts[i])
            continue;
        at(node.inputs[i]).dense = true;
        arrive(id, slot, node.inputs[i], *amounts[i]);
    }
}

/// As an operation of the program can take it: with a node.
TracedTensor BackwardSweep::withNode(TracedTensor tensor)
{
    if (!tensor.node.isValid()) {
        Node node;
        node.op = Op::Gradient;
        tensor.value = m_context.orGiven(std::move(tensor.value));
        node.value = tensor.value;
        node.pass = m_pass;
        tensor.node = m_context.append(std::move(node));
    }
    return tensor;
}

/// The gradient as rows and where they belong, when it came from gathers alone (behaviour 1.8).
std::optional<GradientRows> BackwardSweep::rowsOf(const GradientSource& source)
{
    std::vector<TracedTensor> indices;
    std::vector<TracedTensor> values;
    const Shape& shape = source.tensor.value.shape();
    for (const NodeId node : nodesOf(m_context, source)) {
        const Slot* slot = find(node);
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

/// The sum of what arrived, written over `sum` when nobody else sees it.
TracedTensor BackwardSweep::added(TracedTensor sum, const TracedTensor& amount)
{
    if (!m_recorded && addInPlace(sum.value, amount.value))
        return sum;
    return m_operations.add(sum, amount);
}

void BackwardSweep::arrive(NodeId from, int slot, NodeId to, TracedTensor amount)
{
    Slot& target = at(to);
    ++target.arrived;
    if (m_logs) {
        const bool isFirst = !target.hasAdjoint;
        const bool isCounted = amount.node.isValid(); // by the graph
        Contribution contribution{from,           slot,           to, amount.value, {},
                                  target.arrived, target.expected};
        target.adjoint = isFirst ? std::move(amount) : m_operations.add(target.adjoint, amount);
        contribution.sum = target.adjoint.value;
        if (!isCounted)
            m_context.m_bytes +=
                contribution.amount.byteCount() + (isFirst ? 0 : contribution.sum.byteCount());
        GradientPass& pass = record();
        pass.contributions.push_back(std::move(contribution));
        ++pass.firings.back().contributionCount;
    } else {
        target.adjoint =
            target.hasAdjoint ? added(std::move(target.adjoint), amount) : std::move(amount);
    }
    target.hasAdjoint = true;
    if (m_logs)
        m_context.m_observer.contributionArrived(
            m_pass, static_cast<int>(record().contributions.size()) - 1);
}

std::optional<TracedTensor> BackwardSweep::total(const GradientSource& source)
{
    std::optional<TracedTensor> sum;
    for (const NodeId node : nodesOf(m_context, source)) {
        const Slot* slot = find(node);
        if (slot && slot->hasAdjoint)
            sum = sum ? m_operations.add(*sum, slot->adjoint) : slot->adjoint;
    }
    return sum;
}

void BackwardSweep::finish(int index, const GradientSource& source,
                           std::vector<std::optional<TracedTensor>>& results)
{
    const bool trainable = isFloating(source.tensor.value.dtype());
    std::optional<TracedTensor> result = trainable ? total(source) : std::nullopt;
    if (result)
        result = withNode(std::move(*result));
    m_context.m_gradientRows.push_back(result ? rowsOf(source) : std::nullopt);
    if (!m_logs) {
        results[static_cast<std::size_t>(index)] = std::move(result);
        return;
    }
    NodeId blockedAt;
    const NoGradient reason = result ? NoGradient::HasGradient : whyNone(source, blockedAt);
    GradientPass& pass = record();
    pass.results.push_back(result ? std::optional<Tensor>(result->value) : std::nullopt);
    pass.reasons.push_back(reason);
    pass.blockedAt.push_back(blockedAt);
    pass.resultNodes.push_back(result ? result->node : NodeId{});
    results[static_cast<std::size_t>(index)] = std::move(result);
    m_context.m_observer.sourceCompleted(m_pass, index);
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
    const auto nodes = nodesOf(m_context, source);
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
