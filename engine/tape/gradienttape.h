#pragma once

#include <algorithm>
#include <vector>

#include "engine/tape/graph.h"
#include "engine/tensor/pooledvector.h"

namespace engine {

/// What one tf.GradientTape watched and saw: a window on the Graph. EagerContext owns all tapes of
/// a run and offers each executed operation to the active ones.
class GradientTape
{
public:
    GradientTape(bool persistent, bool watchesVariables)
        : m_persistent(persistent)
        , m_watchesVariables(watchesVariables)
    {
    }

    bool isPersistent() const { return m_persistent; }
    bool watchesVariables() const { return m_watchesVariables; }

    /// Whether tape.watch() or the reading of a variable made the tape follow this node.
    bool isWatched(NodeId id) const
    {
        return !m_watched.empty() && id <= m_watched.back()
            && std::binary_search(m_watched.begin(), m_watched.end(), id);
    }
    /// Whether the node is watched, or this tape (which is `own`) recorded it. A node that says it
    /// is on the tape and is older than the last clear() is there no more.
    bool knows(TapeId own, NodeId id, const Node& node) const
    {
        return (node.tapes.contains(own) && id >= m_since) || isWatched(id);
    }
    void watch(NodeId node);
    /// The operation `node` is recorded; its result is known from here on.
    void record(NodeId node)
    {
        if (m_recorded.capacity() == 0)
            m_recorded.reserve(16);
        m_recorded.push_back(node);
    }
    /// In execution order.
    const PooledVector<NodeId>& recorded() const { return m_recorded; }
    /// In the order they were first watched.
    const std::vector<VariableId>& watchedVariables() const { return m_variables; }
    void watchVariable(VariableId variable);

    /// Throws away the record and the watches; what comes next has id `next` or more.
    void clear(NodeId next);

    // Life of the tape; EagerContext moves it through these.
    bool everEntered = false;
    bool recording = false; ///< between entering and leaving `with`, unless stopped
    bool usedUp = false; ///< a non-persistent tape whose gradient was taken

private:
    bool m_persistent;
    bool m_watchesVariables;
    NodeId m_since{0};
    PooledVector<NodeId> m_watched; ///< ascending
    PooledVector<NodeId> m_recorded;
    std::vector<VariableId> m_variables;
};

} // namespace engine
