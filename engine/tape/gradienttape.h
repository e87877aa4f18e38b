#pragma once

#include <cstdint>
#include <vector>

#include "engine/tape/graph.h"

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

    /// Whether the tape can follow a gradient to this node: it was watched, or a recorded operation
    /// made it.
    bool knows(NodeId node) const;
    bool isWatched(NodeId node) const; ///< and was not made by a recorded operation first
    void watch(NodeId node);
    /// The operation `node` is recorded; its result is known from here on.
    void record(NodeId node);
    /// In execution order.
    const std::vector<NodeId>& recorded() const { return m_recorded; }
    /// In the order they were first watched.
    const std::vector<VariableId>& watchedVariables() const { return m_variables; }
    void watchVariable(VariableId variable);

    /// Throws away the record and the watches.
    void clear();

    // Life of the tape; EagerContext moves it through these.
    bool everEntered = false;
    bool recording = false; ///< between entering and leaving `with`, unless stopped
    bool usedUp = false; ///< a non-persistent tape whose gradient was taken

private:
    enum Mark : std::uint8_t { Unknown, Watched, Recorded };

    void mark(NodeId node, Mark mark);

    bool m_persistent;
    bool m_watchesVariables;
    std::vector<std::uint8_t>
        m_marks; ///< by node id; shorter than the graph when the rest is unknown
    std::vector<NodeId> m_recorded;
    std::vector<VariableId> m_variables;
};

} // namespace engine
