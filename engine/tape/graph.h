#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/tensor/op.h"
#include "engine/tensor/tensor.h"

namespace engine {

/// Position of a node in its Graph. Inputs always have smaller ids than the node that uses them.
struct NodeId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const NodeId&) const = default;
};

/// Position of a tape among the tapes of a run, in the order they were made.
struct TapeId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const TapeId&) const = default;
};

/// Position of a gradient pass among the passes of a run.
struct PassId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const PassId&) const = default;
};

/// A tf.Variable's identity; each assignment begins a new leaf node of the same variable.
struct VariableId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const VariableId&) const = default;
};

/// Position of a tf.autodiff.ForwardAccumulator among those of a run.
struct AccumulatorId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const AccumulatorId&) const = default;
};

/// Why an executed operation is on no tape.
enum class Unrecorded : std::uint8_t {
    No, ///< it is on at least one tape
    Leaf, ///< leaves are watched, not recorded
    NoTape, ///< no tape was active
    NothingWatched, ///< a tape was active, but none of the inputs was watched or came from a
                    ///< recorded operation
    NotTrainable, ///< the inputs known to the tape are integers, bools or strings
    RecordingStopped, ///< the tape's recording was stopped (stop_recording, or its gradient was
                      ///< already taken)
};

/// One executed operation or leaf, with the value it gave.
struct Node
{
    Op op = Op::Constant;
    Attributes attributes;
    std::vector<NodeId> inputs; ///< in operand order
    Tensor value;
    std::vector<TapeId> tapes; ///< that recorded it
    Unrecorded unrecorded = Unrecorded::Leaf;
    PassId pass; ///< the gradient pass that executed it as part of its backward work; for
                 ///< Op::Gradient the pass it is the result of
    VariableId variable; ///< for Op::Variable

    bool isBackward() const { return pass.isValid() && op != Op::Gradient; }
};

/// Every operation of a run in execution order.
class Graph
{
public:
    NodeId append(Node node)
    {
        m_nodes.push_back(std::move(node));
        return {static_cast<int>(m_nodes.size()) - 1};
    }
    const Node& node(NodeId id) const { return m_nodes[static_cast<std::size_t>(id.index)]; }
    Node& node(NodeId id) { return m_nodes[static_cast<std::size_t>(id.index)]; }
    int size() const { return static_cast<int>(m_nodes.size()); }
    const std::vector<Node>& nodes() const { return m_nodes; }

private:
    std::vector<Node> m_nodes;
};

} // namespace engine
