#include "engine/tape/backwardsweep.h"

#include <utility>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

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

/// Whether the gradient of its first input is rows of what arrives.
bool gathersRows(const Node& node)
{
    if (node.op != Op::Gather)
        return false;
    const auto& gather = std::get<GatherAttributes>(node.attributes());
    return gather.axis == 0 && gather.batchDims == 0;
}

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
    , m_slots(std::exchange(context.m_slots, {}))
{
    m_slots.begin(m_graphSize,
                  context.tape(m_tape).recorded().size() + sources.size() + targets.size());
}

BackwardSweep::~BackwardSweep()
{
    m_slots.clear();
    m_context.m_slots = std::move(m_slots);
}

std::span<const NodeId> BackwardSweep::nodesOf(const GradientSource& source) const
{
    if (source.variable.isValid())
        return m_context.variable(source.variable).leaves;
    return std::span(&source.tensor.node, 1);
}

/// What reaches a source is of a floating dtype: only that is marked so.
BackwardSweep::Slot* BackwardSweep::carried(const Node& node, int slot)
{
    Slot* const input = m_slots.find(node.inputs[static_cast<std::size_t>(slot)]);
    return input && input->reachesSource && passesGradient(node.op, slot) ? input : nullptr;
}

void BackwardSweep::markSources()
{
    for (const GradientSource& source : m_sources) {
        for (const NodeId node : nodesOf(source)) {
            Slot& slot = m_slots.at(node);
            slot.isSource = true;
            slot.reachesSource = m_context.knows(m_tape, node)
                && isFloating(m_context.graph().node(node).value.dtype());
        }
    }
}

void BackwardSweep::findPath()
{
    markSources();
    for (const NodeId id : m_context.tape(m_tape).recorded()) {
        const Node& node = m_context.graph().node(id);
        const int inputs = static_cast<int>(node.inputs.size());
        for (int slot = 0; slot < inputs; ++slot) {
            if (carried(node, slot) && isFloating(node.value.dtype())) {
                m_slots.at(id).reachesSource = true;
                break;
            }
        }
    }
}

/// What the targets need, and how much will arrive: for playback. Otherwise it shows by itself: an
/// adjoint is there or not.
void BackwardSweep::findNeeded()
{
    for (const GradientSource& target : m_targets)
        m_slots.at(target.tensor.node).neededByTarget = true;
    const auto& recorded = m_context.tape(m_tape).recorded();
    std::size_t firings = 0;
    std::size_t contributions = 0;
    for (auto it = recorded.rbegin(); it != recorded.rend(); ++it) {
        Slot* const own = m_slots.find(*it);
        if (!own || !own->neededByTarget || !own->reachesSource)
            continue;
        const Node& node = m_context.graph().node(*it);
        for (int slot = 0; slot < static_cast<int>(node.inputs.size()); ++slot) {
            if (Slot* const input = carried(node, slot)) {
                input->neededByTarget = true;
                ++input->expected;
                ++contributions;
                own->fires = true;
            }
        }
        firings += own->fires ? 1 : 0;
    }
    record().firings.reserve(firings);
    record().contributions.reserve(contributions);
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
        Slot& slot = m_slots.at(target.node);
        slot.dense = true;
        if (slot.hasAdjoint)
            add(slot.adjoint, value);
        else
            slot.adjoint = std::move(value);
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
    if (m_logs)
        findNeeded();
    seed(outputGradients);
    if (m_logs)
        m_context.m_observer.passBegan(m_pass);
    // Not by iterator: a rule of the program's own may record operations on this very tape.
    for (std::size_t i = m_context.tape(m_tape).recorded().size(); i-- > 0;) {
        const NodeId id = m_context.tape(m_tape).recorded()[i];
        Slot* const slot = id.index < m_graphSize ? m_slots.find(id) : nullptr;
        if (slot && slot->hasAdjoint && (m_logs ? slot->fires : slot->reachesSource))
            fire(id, *slot);
    }
    std::vector<std::optional<TracedTensor>> results;
    results.reserve(m_sources.size());
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        results.push_back(finish(static_cast<int>(i), m_sources[i]));
    if (m_logs)
        m_context.m_observer.passEnded(m_pass);
    return results;
}

/// The sum of what arrived, written over `sum` when nobody else sees it.
inline void BackwardSweep::add(TracedTensor& sum, const TracedTensor& amount)
{
    if (m_recorded || !addInPlace(sum.value, amount.value))
        sum = m_operations.add(sum, amount);
}

inline void BackwardSweep::arrive(NodeId from, int slot, Slot& target, TracedTensor&& amount)
{
    ++target.arrived;
    const bool isFirst = !target.hasAdjoint;
    target.hasAdjoint = true;
    if (!m_logs) {
        if (isFirst)
            target.adjoint = std::move(amount);
        else
            add(target.adjoint, amount);
        return;
    }
    const bool isCounted = amount.node.isValid(); // by the graph
    GradientPass& pass = record();
    Contribution& contribution = pass.contributions.emplace_back(
        Contribution{from, slot, target.node, amount.value, {}, target.arrived, target.expected});
    if (isFirst)
        target.adjoint = std::move(amount);
    else
        target.adjoint = m_operations.add(target.adjoint, amount);
    contribution.sum = target.adjoint.value;
    if (!isCounted)
        m_context.m_bytes +=
            contribution.amount.byteCount() + (isFirst ? 0 : contribution.sum.byteCount());
    ++pass.firings.back().contributionCount;
    m_context.m_observer.contributionArrived(m_pass,
                                             static_cast<int>(pass.contributions.size()) - 1);
}

void BackwardSweep::fire(NodeId id, Slot& own)
{
    const Graph& graph = m_context.graph();
    const Node& node = graph.node(id); // stays where it is while rules append nodes
    // Nobody reads a complete adjoint again unless it was asked for: its memory is free for the
    // next.
    TracedTensor upstream = own.isSource ? own.adjoint : std::move(own.adjoint);
    if (m_logs) {
        GradientPass& pass = record();
        const int firing = static_cast<int>(pass.firings.size());
        pass.firings.push_back(
            {id, upstream.value, static_cast<int>(pass.contributions.size()), 0});
        m_context.m_observer.ruleFired(m_pass, firing);
    }
    if (node.op == Op::CustomGradient) {
        fireCustom(node, id, upstream);
        return;
    }
    const bool byRows = gathersRows(node);
    RuleCall call(graph, node, id, std::move(upstream));
    const int inputs = static_cast<int>(node.inputs.size());
    for (; call.slot < inputs; ++call.slot) {
        Slot* const target = carried(node, call.slot);
        if (!target)
            continue;
        auto amount = pullBack(m_operations, call);
        if (!amount)
            continue;
        if (byRows) {
            m_rows.push_back({target->node, {call.inputs[1], call.upstream}});
            target->hasRows = true;
        } else {
            target->dense = true;
        }
        arrive(id, call.slot, *target, std::move(*amount));
    }
}

void BackwardSweep::fireCustom(const Node& node, NodeId id, const TracedTensor& upstream)
{
    const int rule = std::get<CustomAttributes>(node.attributes()).rule;
    auto amounts = m_context.m_customRules[static_cast<std::size_t>(rule)](withNode(upstream));
    for (std::size_t i = 0; i < std::min(node.inputs.size(), amounts.size()); ++i) {
        Slot* const target = carried(node, static_cast<int>(i));
        if (!target || !amounts[i])
            continue;
        target->dense = true;
        arrive(id, static_cast<int>(i), *target, std::move(*amounts[i]));
    }
}

} // namespace engine
