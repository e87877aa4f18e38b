#include "engine/tape/eagercontext.h"

#include <algorithm>
#include <cassert>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

NodeId EagerContext::append(Node node)
{
    m_bytes += node.value.byteCount();
    node.pass = node.pass.isValid() ? node.pass : m_runningPass;
    return m_graph.append(std::move(node));
}

TracedTensor EagerContext::leaf(Op op, Tensor value, Attributes attributes)
{
    assert(isLeaf(op));
    Node node;
    node.op = op;
    node.attributes = std::move(attributes);
    node.value = value;
    const NodeId id = append(std::move(node));
    m_observer.operationRan(id);
    return {std::move(value), id};
}

TracedTensor EagerContext::execute(Op op, std::span<const TracedTensor> inputs,
                                   Attributes attributes)
{
    std::vector<Tensor> values;
    values.reserve(inputs.size());
    Node node;
    node.inputs.reserve(inputs.size());
    for (const TracedTensor& input : inputs) {
        assert(input.node.isValid());
        values.push_back(input.value);
        node.inputs.push_back(input.node);
    }
    Tensor value = evaluate(op, values, attributes);
    node.op = op;
    node.attributes = std::move(attributes);
    node.value = value;
    const NodeId id{m_graph.size()};
    offerToTapes(node, id);
    append(std::move(node));
    m_observer.operationRan(id);
    TracedTensor result{std::move(value), id};
    if (m_followingAccumulators > 0)
        pushTangents(op, Attributes(m_graph.node(id).attributes), inputs, result);
    return result;
}

TracedTensor EagerContext::executeCustom(std::span<const TracedTensor> inputs, Tensor value,
                                         CustomRule rule)
{
    Node node;
    node.op = Op::CustomGradient;
    node.attributes = CustomAttributes{static_cast<int>(m_customRules.size())};
    for (const TracedTensor& input : inputs)
        node.inputs.push_back(input.node);
    node.value = value;
    m_customRules.push_back(std::move(rule));
    const NodeId id{m_graph.size()};
    offerToTapes(node, id);
    append(std::move(node));
    m_observer.operationRan(id);
    TracedTensor result{std::move(value), id};
    if (m_followingAccumulators > 0)
        pushTangents(Op::CustomGradient, Attributes(m_graph.node(id).attributes), inputs, result);
    return result;
}

/// Behaviour 1.1: a tape records an operation when at least one input is known to it and of a
/// trainable dtype.
void EagerContext::offerToTapes(Node& node, NodeId id)
{
    node.unrecorded = m_active.empty() ? Unrecorded::NoTape : Unrecorded::RecordingStopped;
    for (const TapeId tapeId : m_active) {
        GradientTape& tape = m_tapes[static_cast<std::size_t>(tapeId.index)];
        if (!tape.recording)
            continue;
        bool known = false;
        bool trainable = false;
        for (const NodeId input : node.inputs) {
            if (!tape.knows(input))
                continue;
            known = true;
            trainable = trainable || isFloating(m_graph.node(input).value.dtype());
        }
        if (trainable) {
            tape.record(id);
            node.tapes.push_back(tapeId);
            node.unrecorded = Unrecorded::No;
        } else if (node.unrecorded != Unrecorded::No) {
            node.unrecorded = known ? Unrecorded::NotTrainable : Unrecorded::NothingWatched;
        }
    }
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
    Node node;
    node.op = Op::Variable;
    node.value = std::move(value);
    node.variable = variable;
    record.leaf = append(std::move(node));
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
        tape.clear();
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
    m_active.erase(std::remove(m_active.begin(), m_active.end(), id), m_active.end());
    m_observer.tapeClosed(id);
}

void EagerContext::watch(TapeId id, NodeId node)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (tape.knows(node))
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
    tape.clear();
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
