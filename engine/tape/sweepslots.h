#pragma once

#include "engine/tape/tracedtensor.h"
#include "engine/tensor/pooledvector.h"

namespace engine {

/// What a BackwardSweep knows of the nodes it has to do with. A look-up costs two reads; making and
/// clearing it costs as much as there are such nodes, so a pass over few nodes of a long run is
/// short. EagerContext keeps the memory from one pass to the next.
class SweepSlots
{
public:
    struct Slot
    {
        explicit Slot(NodeId node_)
            : node(node_)
        {
        }

        TracedTensor adjoint; ///< when `hasAdjoint`
        NodeId node;
        int expected = 0; ///< arrivals; counted only when the pass is played back
        int arrived = 0;
        bool hasAdjoint = false;
        bool reachesSource : 1 = false;
        bool neededByTarget : 1 = false;
        bool fires : 1 = false;
        bool isSource : 1 = false;
        bool dense : 1 = false; ///< something else than rows came
        bool hasRows : 1 = false; ///< rows came, from gathers along axis 0
    };

    /// For nodes with ids below `graphSize`, of which about `expected` get a slot.
    void begin(int graphSize, std::size_t expected)
    {
        if (m_places.size() < static_cast<std::size_t>(graphSize))
            m_places.resize(static_cast<std::size_t>(graphSize), -1);
        m_slots.reserve(expected);
    }
    void clear()
    {
        for (const Slot& slot : m_slots)
            place(slot.node) = -1;
        m_slots.clear();
    }

    /// Null when the node has none.
    Slot* find(NodeId node)
    {
        const int at = place(node);
        return at < 0 ? nullptr : &m_slots[static_cast<std::size_t>(at)];
    }
    /// Makes it when there is none; a reference to another slot is good no more then.
    Slot& at(NodeId node)
    {
        Slot* const slot = find(node);
        return slot ? *slot : make(node);
    }

private:
    int& place(NodeId node) { return m_places[static_cast<std::size_t>(node.index)]; }
    Slot& make(NodeId node)
    {
        place(node) = static_cast<int>(m_slots.size());
        return m_slots.emplace_back(node);
    }

    PooledVector<Slot> m_slots;
    PooledVector<int> m_places; ///< in m_slots, by node id; -1: none
};

} // namespace engine
