#include "engine/tape/backwardsweep.h"

#include <algorithm>
#include <utility>

#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

/// The nodes a source stands for: itself, or all contents a variable had.
std::vector<NodeId> nodesOf(const EagerContext& context, const GradientSource& source)
{
    if (source.variable.isValid())
        return context.variable(source.variable).leaves;
    return {source.tensor.node};
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

BackwardSweep::BackwardSweep(EagerContext& context, PassId pass,
                             std::span<const GradientSource> targets,
                             std::span<const GradientSource> sources)
    : m_context(context)
    , m_pass(pass)
    , m_tape(context.passes()[static_cast<std::size_t>(pass.index)].tape)
    , m_targets(targets)
    , m_sources(sources)
    , m_recorded(context.anyoneFollows())
    , m_operations(context, m_recorded)
    , m_graphSize(context.graph().size())
    , m_slotOf(std::exchange(context.m_slotOf, {}))
{
    if (m_slotOf.size() < static_cast<std::size_t>(m_graphSize))
        m_slotOf.resize(static_cast<std::size_t>(m_graphSize), -1);
}

BackwardSweep::~BackwardSweep()
{
    for (const NodeId node : m_touched)
        m_slotOf[static_cast<std::size_t>(node.index)] = -1;
    m_context.m_slotOf = std::move(m_slotOf);
}

BackwardSweep::Slot& BackwardSweep::at(NodeId node)
{
    int& slot = m_slotOf[static_cast<std::size_t>(node.index)];
    if (slot < 0) {
        slot = static_cast<int>(m_slots.size());
        m_slots.emplace_back();
        m_touched.push_back(node);
    }
    return m_slots[static_cast<std::size_t>(slot)];
}

const BackwardSweep::Slot* BackwardSweep::find(NodeId node) const
{
    const int slot = m_slotOf[static_cast<std::size_t>(node.index)];
    return slot < 0 ? nullptr : &m_slots[static_cast<std::size_t>(slot)];
}

bool BackwardSweep::carries(const Node& node, int slot)
{
    const NodeId input = node.inputs[static_cast<std::size_t>(slot)];
    const Slot* known = find(input);
    return known && known->reachesSource && passesGradient(node.op, slot)
        && isFloating(m_context.graph().node(input).value.dtype());
}

void BackwardSweep::findPath()
{
    const Graph& graph = m_context.graph();
    const std::vector<NodeId>& recorded = m_context.tape(m_tape).recorded();
    for (const GradientSource& source : m_sources) {
        for (const NodeId node : nodesOf(m_context, source))
            at(node).reachesSource = m_context.tape(m_tape).knows(node);
    }
    for (const NodeId id : recorded) {
        const Node& node = graph.node(id);
        for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
            if (carries(node, slot)) {
                at(id).reachesSource = true;
                break;
            }
        }
    }
    for (const GradientSource& target : m_targets)
        at(target.tensor.node).neededByTarget = true;
    for (auto it = recorded.rbegin(); it != recorded.rend(); ++it) {
        const Slot* known = find(*it);
        if (!known || !known->neededByTarget || !known->reachesSource)
            continue;
        const Node& node = graph.node(*it);
        bool fires = false;
        for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
            if (!carries(node, slot))
                continue;
            Slot& input = at(node.inputs[static_cast<std::size_t>(slot)]);
            input.neededByTarget = true;
            ++input.expected;
            fires = true;
        }
        if (fires)
            m_path.push_back(*it);
    }
    std::reverse(m_path.begin(), m_path.end());
}

void BackwardSweep::seed(std::span<const std::optional<TracedTensor>> outputGradients)
{
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const TracedTensor& target = m_targets[i].tensor;
        const bool given = i < outputGradients.size() && outputGradients[i].has_value();
        const TracedTensor value = given ? *outputGradients[i] : m_operations.onesLike(target);
        if (value.value.shape() != target.value.shape())
            throw TensorError("ValueError",
                              "Shapes " + target.value.shape().tupleText() + " and "
                                  + value.value.shape().tupleText() + " are incompatible");
        Slot& slot = at(target.node);
        slot.dense = true;
        slot.adjoint = slot.adjoint ? m_operations.add(*slot.adjoint, value) : value;
        record().seeds.push_back(value.value);
    }
}

std::vector<std::optional<TracedTensor>>
BackwardSweep::run(std::span<const std::optional<TracedTensor>> outputGradients)
{
    for (const GradientSource& target : m_targets)
        record().targets.push_back(target.tensor.node);
    for (const GradientSource& source : m_sources)
        record().sources.push_back(source.tensor.node);
    const RunningPass running(m_context.m_runningPass, m_pass);
    findPath();
    seed(outputGradients);
    m_context.m_observer.passBegan(m_pass);
    for (auto it = m_path.rbegin(); it != m_path.rend(); ++it) {
        if (at(*it).adjoint)
            fire(*it);
    }
    std::vector<std::optional<TracedTensor>> results(m_sources.size());
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        finish(static_cast<int>(i), m_sources[i], results);
    m_context.m_observer.passEnded(m_pass);
    return results;
}

void BackwardSweep::fire(NodeId id)
{
    // The rules may append to the graph: copy what they need of the node first.
    const Node node = m_context.graph().node(id);
    const TracedTensor upstream = *at(id).adjoint;
    std::vector<TracedTensor> inputs;
    inputs.reserve(node.inputs.size());
    for (const NodeId input : node.inputs)
        inputs.push_back({m_context.graph().node(input).value, input});

    const int firing = static_cast<int>(record().firings.size());
    record().firings.push_back(
        {id, upstream.value, static_cast<int>(record().contributions.size()), 0});
    m_context.m_observer.ruleFired(m_pass, firing);
    if (node.op == Op::CustomGradient) {
        fireCustom(node, id, upstream);
        return;
    }
    const bool byRows = node.op == Op::Gather
        && std::get<GatherAttributes>(node.attributes).axis == 0
        && std::get<GatherAttributes>(node.attributes).batchDims == 0;
    for (int slot = 0; slot < static_cast<int>(inputs.size()); ++slot) {
        if (!carries(node, slot))
            continue;
        const RuleCall call{node.op, node.attributes, inputs, {node.value, id}, upstream, slot};
        if (const auto amount = pullBack(m_operations, call)) {
            ++record().firings[static_cast<std::size_t>(firing)].contributionCount;
            const NodeId to = node.inputs[static_cast<std::size_t>(slot)];
            if (byRows)
                at(to).rows.push_back({inputs[1], upstream});
            else
                at(to).dense = true;
            arrive(id, slot, to, *amount);
        }
    }
}

void BackwardSweep::fireCustom(const Node& node, NodeId id, const TracedTensor& upstream)
{
    const int rule = std::get<CustomAttributes>(node.attributes).rule;
    const auto amounts =
        m_context.m_customRules[static_cast<std::size_t>(rule)](withNode(upstream));
    for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
        const auto i = static_cast<std::size_t>(slot);
        if (!carries(node, slot) || i >= amounts.size() || !amounts[i])
            continue;
        ++record().firings.back().contributionCount;
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
        if (!slot || !slot->adjoint)
            continue;
        if (slot->dense)
            return {};
        for (const GradientRows& rows : slot->rows) {
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

void BackwardSweep::arrive(NodeId from, int slot, NodeId to, const TracedTensor& amount)
{
    const std::optional<TracedTensor> before = at(to).adjoint;
    const TracedTensor sum = before ? m_operations.add(*before, amount) : amount;
    Slot& target = at(to);
    target.adjoint = sum;
    ++target.arrived;
    if (!amount.node.isValid()) // else the graph counts it
        m_context.m_bytes += amount.value.byteCount() + (before ? sum.value.byteCount() : 0);
    record().contributions.push_back(
        {from, slot, to, amount.value, sum.value, target.arrived, target.expected});
    m_context.m_observer.contributionArrived(m_pass,
                                             static_cast<int>(record().contributions.size()) - 1);
}

std::optional<TracedTensor> BackwardSweep::total(const GradientSource& source)
{
    std::optional<TracedTensor> sum;
    for (const NodeId node : nodesOf(m_context, source)) {
        const Slot* slot = find(node);
        if (slot && slot->adjoint)
            sum = sum ? m_operations.add(*sum, *slot->adjoint) : *slot->adjoint;
    }
    return sum;
}

void BackwardSweep::finish(int index, const GradientSource& source,
                           std::vector<std::optional<TracedTensor>>& results)
{
    const bool trainable = isFloating(source.tensor.value.dtype());
    std::optional<TracedTensor> result = trainable ? total(source) : std::nullopt;
    NodeId blockedAt;
    const NoGradient reason = result ? NoGradient::HasGradient : whyNone(source, blockedAt);
    if (result)
        result = withNode(*result);
    m_context.m_gradientRows.push_back(result ? rowsOf(source) : std::nullopt);
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
    const GradientTape& tape = m_context.tape(m_tape);
    const Graph& graph = m_context.graph();
    const auto integer = [](const GradientSource& s) {
        return !isFloating(s.tensor.value.dtype());
    };
    if (integer(source) || std::any_of(m_targets.begin(), m_targets.end(), integer))
        return NoGradient::NotTrainable;
    const std::vector<NodeId> nodes = nodesOf(m_context, source);
    if (std::none_of(nodes.begin(), nodes.end(), [&](NodeId node) { return tape.knows(node); }))
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
                                         [&](const auto& t) { return tape.knows(t.tensor.node); });
    return targetKnown ? NoGradient::NotConnected : NoGradient::TargetUnknown;
}

} // namespace engine
