#include "engine/tape/eagercontext.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "engine/tape/residuals.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

void EagerContext::give(std::vector<GivenValue> values)
{
    m_given = std::move(values);
    std::sort(m_given.begin(), m_given.end(),
              [](const GivenValue& a, const GivenValue& b) { return b.node < a.node; });
    m_nextGiven = m_given.empty() ? -1 : m_given.back().node.index;
    assert(m_given.empty() || m_nextGiven >= m_graph.size());
}

Tensor EagerContext::takeGiven(Tensor value)
{
    const Tensor given = std::move(m_given.back().value);
    m_given.pop_back();
    m_nextGiven = m_given.empty() ? -1 : m_given.back().node.index;
    if (given.dtype() != value.dtype() || given.shape() != value.shape())
        return value;
    ++m_givenCount;
    return given;
}

Node& EagerContext::appendLeaf(Op op, const Tensor& value)
{
    Node& node = m_graph.appended();
    node.op = op;
    node.value = value;
    node.pass = m_runningPass;
    m_bytes += value.byteCount();
    return node;
}

/// The result of a pass that nobody recorded, as a tensor the program can go on with.
TracedTensor EagerContext::gradientLeaf(Tensor value, PassId pass)
{
    value = orGiven(std::move(value));
    const NodeId id{m_graph.size()};
    appendLeaf(Op::Gradient, value).pass = pass;
    return {std::move(value), id};
}

TracedTensor EagerContext::leaf(Op op, Tensor value, const Attributes& attributes)
{
    assert(isLeaf(op));
    value = orGiven(std::move(value));
    const NodeId id{m_graph.size()};
    Node& node = appendLeaf(op, value);
    if (attributes.index() != 0)
        node.attributeHolder = NodeAttributes(attributes);
    m_observer.operationRan(id);
    return {std::move(value), id};
}

/// Single numbers lie in their nodes anyway. The numbers of a big value come back to its node when
/// an operation that needs them for its gradient uses it.
inline void EagerContext::keepResiduals(Node& node, std::span<const TracedTensor> inputs,
                                        const Tensor& value)
{
    constexpr std::int64_t smallBytes = 32; // a Tensor without numbers is not much less
    const Residuals residuals = node.tapes.empty() ? Residuals::None : residualsOf(node.op);
    const bool keeps =
        value.isSingle() || readsOutput(residuals) || value.byteCount() <= smallBytes;
    node.value = keeps ? value : value.withoutNumbers();
    if (!readsInputs(residuals))
        return;
    for (const TracedTensor& input : inputs) {
        if (input.value.isSingle())
            continue;
        Node& source = m_graph.node(input.node);
        if (!source.value.hasNumbers()) {
            source.value = input.value;
            m_bytes += input.value.byteCount();
        }
    }
}

/// Behaviour 1.1: a tape records an operation when at least one input is known to it and of a
/// trainable dtype.
inline void EagerContext::offerToTapes(Node& node, NodeId id)
{
    node.unrecorded = m_active.empty() ? Unrecorded::NoTape : Unrecorded::RecordingStopped;
    for (const TapeId tapeId : m_active) {
        GradientTape& tape = m_tapes[static_cast<std::size_t>(tapeId.index)];
        if (!tape.recording)
            continue;
        auto reason = Unrecorded::NothingWatched;
        for (const NodeId input : node.inputs) {
            const Node& source = m_graph.node(input);
            if (!tape.knows(tapeId, input, source))
                continue;
            if (isFloating(source.value.dtype())) {
                reason = Unrecorded::No;
                break;
            }
            reason = Unrecorded::NotTrainable;
        }
        if (reason == Unrecorded::No) {
            tape.record(id);
            node.tapes.push_back(tapeId);
        }
        if (node.unrecorded != Unrecorded::No)
            node.unrecorded = reason;
    }
}

/// `node`, the last of the graph, ran: inputs and value are noted, tapes and observer hear of it.
TracedTensor EagerContext::finish(Node& node, std::span<const TracedTensor> inputs, Tensor&& value)
{
    const NodeId id{m_graph.size() - 1};
    node.inputs.fill(inputs, [](const TracedTensor& input) {
        assert(input.node.isValid());
        return input.node;
    });
    node.pass = m_runningPass;
    offerToTapes(node, id);
    if (playsBack())
        node.value = value;
    else
        keepResiduals(node, inputs, value);
    if (node.value.hasNumbers())
        m_bytes += node.value.byteCount();
    m_observer.operationRan(id);
    TracedTensor result{std::move(value), id};
    if (m_followingAccumulators > 0)
        pushTangents(node.op, node.attributes(), inputs, result);
    return result;
}

TracedTensor EagerContext::execute(Op op, std::span<const TracedTensor> inputs,
                                   const Attributes& attributes)
{
    static_assert(offsetof(TracedTensor, value) == 0);
    Tensor value = orGiven(evaluate(
        op, Operands(&inputs.data()->value, sizeof(TracedTensor), inputs.size()), attributes));
    Node& node = m_graph.appended();
    node.op = op;
    if (attributes.index() != 0)
        node.attributeHolder = NodeAttributes(attributes);
    return finish(node, inputs, std::move(value));
}

TracedTensor EagerContext::executeCustom(std::span<const TracedTensor> inputs, Tensor value,
                                         CustomRule rule)
{
    const CustomAttributes attributes{static_cast<int>(m_customRules.size())};
    m_customRules.push_back(std::move(rule));
    value = orGiven(std::move(value));
    Node& node = m_graph.appended();
    node.op = Op::CustomGradient;
    node.attributeHolder = NodeAttributes(attributes);
    return finish(node, inputs, std::move(value));
}

bool EagerContext::anyoneFollows() const
{
    return m_followingAccumulators > 0
        || std::any_of(m_active.begin(), m_active.end(),
                       [this](TapeId id) { return tape(id).recording; });
}

VariableId EagerContext::makeVariable(Tensor value, std::string name, bool trainable)
{
    const VariableId id{static_cast<int>(m_variables.size())};
    m_variables.push_back({std::move(name), trainable, {}, {}});
    assign(id, std::move(value));
    return id;
}

void EagerContext::assign(VariableId variable, Tensor value)
{
    Variable& record = m_variables[static_cast<std::size_t>(variable.index)];
    const bool first = record.leaves.empty();
    record.leaf = {m_graph.size()};
    value = orGiven(std::move(value));
    appendLeaf(Op::Variable, value).variable = variable;
    record.leaves.push_back(record.leaf);
    if (first)
        m_observer.operationRan(record.leaf);
    else
        m_observer.variableAssigned(record.leaf);
}

TracedTensor EagerContext::read(VariableId variable)
{
    const Variable& record = this->variable(variable);
    if (record.trainable) {
        if (m_reads)
            m_reads->push_back(variable);
        for (const TapeId id : m_active) {
            const GradientTape& active = tape(id);
            if (active.recording && active.watchesVariables())
                watch(id, variable);
        }
    }
    return {m_graph.node(record.leaf).value, record.leaf};
}

std::vector<VariableId> EagerContext::ReadNotes::variables() const
{
    std::vector<VariableId> once = m_variables;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    if (m_before)
        m_before->insert(m_before->end(), once.begin(), once.end());
    return once;
}

const Tensor& EagerContext::contents(VariableId variable) const
{
    return m_graph.node(this->variable(variable).leaf).value;
}

TapeId EagerContext::makeTape(bool persistent, bool watchesVariables)
{
    m_tapes.emplace_back(persistent, watchesVariables);
    return {static_cast<int>(m_tapes.size()) - 1};
}

void EagerContext::enter(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (tape.recording)
        throw TensorError("ValueError",
                          "Tape is still recording, This can happen if you try to re-enter an "
                          "already-active tape.");
    if (tape.usedUp) {
        tape.clear({m_graph.size()});
        tape.usedUp = false;
    }
    tape.recording = true;
    tape.everEntered = true;
    m_active.push_back(id);
    m_observer.tapeOpened(id);
}

void EagerContext::leave(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    tape.recording = false;
    std::erase(m_active, id);
    m_observer.tapeClosed(id);
}

void EagerContext::watch(TapeId id, NodeId node)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (knows(id, node))
        return;
    tape.watch(node);
    m_observer.tensorWatched(id, node);
}

void EagerContext::watch(TapeId id, VariableId variable)
{
    m_tapes[static_cast<std::size_t>(id.index)].watchVariable(variable);
    watch(id, this->variable(variable).leaf);
}

void EagerContext::reset(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    tape.clear({m_graph.size()});
    tape.usedUp = false;
}

void EagerContext::stopRecording(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (!tape.everEntered)
        throw TensorError("RuntimeError",
                          "Trying to stop recording a tape which is not recording.");
    if (!tape.recording)
        throw TensorError("ValueError", "Tape is not recording.");
    tape.recording = false;
}

void EagerContext::resumeRecording(TapeId id)
{
    m_tapes[static_cast<std::size_t>(id.index)].recording = true;
}

} // namespace engine
