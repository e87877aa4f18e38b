#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <new>
#include <vector>

#include "engine/tape/idlist.h"
#include "engine/tape/nodeattributes.h"
#include "engine/tensor/blockpool.h"
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
    CarriedForward, ///< no tape was active, but a ForwardAccumulator carries a slope through it
    Slope, ///< a ForwardAccumulator computed it, on the way to a slope
};

/// One executed operation or leaf, with the value it gave. A million of them are to fit, so it is
/// one cache line.
struct Node
{
    Tensor value;
    NodeAttributes attributeHolder;
    IdList<NodeId, 3> inputs; ///< in operand order
    IdList<TapeId, 2> tapes; ///< that recorded it
    PassId pass; ///< the gradient pass that executed it as part of its backward work; for
                 ///< Op::Gradient the pass it is the result of
    VariableId variable; ///< for Op::Variable
    Op op = Op::Constant;
    Unrecorded unrecorded = Unrecorded::Leaf;

    const Attributes& attributes() const { return attributeHolder.get(); }
    bool isBackward() const { return pass.isValid() && op != Op::Gradient; }
};
static_assert(sizeof(Node) == 64);

/// Every operation of a run in execution order. A node stays where it is when others are appended.
class Graph
{
public:
    Graph() = default;
    Graph(const Graph& other)
    {
        for (const Node& node : other.nodes())
            append(node);
    }
    Graph(Graph&& other) noexcept
        : m_chunks(std::exchange(other.m_chunks, {}))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    Graph& operator=(Graph other) noexcept
    {
        std::swap(m_chunks, other.m_chunks);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~Graph()
    {
        for (int i = 0; i < m_size; ++i)
            std::destroy_at(&node({i}));
        for (const Chunk& chunk : m_chunks)
            giveBlock(chunk.nodes, chunk.sizeClass);
    }

    NodeId append(Node node)
    {
        appended() = std::move(node);
        return {m_size - 1};
    }
    /// A new node at the end, to be filled in.
    Node& appended()
    {
        if (static_cast<std::size_t>(m_size) == m_chunks.size() * chunkNodes)
            grow();
        Node* const node = m_chunks.back().nodes + static_cast<std::size_t>(m_size) % chunkNodes;
        std::construct_at(node);
        ++m_size;
        return *node;
    }
    const Node& node(NodeId id) const { return at(id.index); }
    Node& node(NodeId id) { return at(id.index); }
    int size() const { return m_size; }

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Node;
        using difference_type = std::ptrdiff_t;
        using pointer = const Node*;
        using reference = const Node&;

        Iterator() = default;
        Iterator(const Graph* graph, int index)
            : m_graph(graph)
            , m_index(index)
        {
        }
        const Node& operator*() const { return m_graph->at(m_index); }
        const Node* operator->() const { return &m_graph->at(m_index); }
        Iterator& operator++()
        {
            ++m_index;
            return *this;
        }
        Iterator operator++(int) { return {m_graph, m_index++}; }
        bool operator==(const Iterator&) const = default;

    private:
        const Graph* m_graph = nullptr;
        int m_index = 0;
    };
    struct Nodes
    {
        const Graph* graph;
        Iterator begin() const { return {graph, 0}; }
        Iterator end() const { return {graph, graph->size()}; }
    };
    Nodes nodes() const { return {this}; }

private:
    static constexpr std::size_t chunkNodes = 256;
    struct Chunk
    {
        Node* nodes;
        std::uint8_t sizeClass;
    };

    Node& at(int index) const
    {
        const auto place = static_cast<std::size_t>(index);
        return m_chunks[place / chunkNodes].nodes[place % chunkNodes];
    }
    void grow()
    {
        Chunk chunk{};
        chunk.nodes = static_cast<Node*>(takeBlock(chunkNodes * sizeof(Node), chunk.sizeClass));
        m_chunks.push_back(chunk);
    }

    std::vector<Chunk> m_chunks;
    int m_size = 0;
};

} // namespace engine
