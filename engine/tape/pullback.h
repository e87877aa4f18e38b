#pragma once

#include <optional>
#include <utility>

#include "engine/tape/ruleoperations.h"

namespace engine {

/// The operands of a recorded operation, each with the value its node keeps.
class RuleInputs
{
public:
    RuleInputs(const Graph& graph, const Node& node)
        : m_graph(graph)
        , m_node(node)
    {
    }

    std::size_t size() const { return m_node.inputs.size(); }
    TracedView operator[](std::size_t index) const
    {
        const NodeId id = m_node.inputs[index];
        return {m_graph.node(id).value, id};
    }

private:
    const Graph& m_graph;
    const Node& m_node;
};

/// What a gradient rule sees of the operation it is for.
struct RuleCall
{
    RuleCall(const Graph& graph, const Node& node_, NodeId id_, TracedTensor&& upstream_)
        : op(node_.op)
        , attributes(node_.attributes())
        , inputs(graph, node_)
        , node(node_)
        , id(id_)
        , upstream(std::move(upstream_))
    {
    }

    TracedView output() const { return {node.value, id}; }

    Op op;
    const Attributes& attributes;
    RuleInputs inputs;
    const Node& node;
    NodeId id;
    TracedTensor upstream; ///< the gradient of the target with respect to the output, of its shape
    int slot = 0; ///< which input's contribution is wanted
};

/// The vector-Jacobian product: what the operation sends to input `slot`. Empty when no gradient
/// flows to it.
std::optional<TracedTensor> pullBack(RuleOperations& ops, const RuleCall& call);

/// Whether a gradient can flow from the operation's output to input `slot`.
bool passesGradient(Op op, int slot);
/// f'(x) of an operation that maps each element of one tensor by itself, in terms of its input and
/// output: the pull-back and the push-forward both multiply by it.
TracedTensor slope(RuleOperations& ops, Op op, const Attributes& attributes, const TracedTensor& x,
                   const TracedTensor& y);

} // namespace engine
