#pragma once

#include <span>

#include "engine/tape/gradientpass.h"

namespace engine {

/// Which contributions of a gradient pass arrived at a node: an index made when the pass is over,
/// so that nothing is looked up while it runs.
class Arrivals
{
public:
    Arrivals() = default;
    explicit Arrivals(const PooledVector<Contribution>& contributions);

    /// Indices into GradientPass::contributions, in order of arrival; empty when nothing arrived.
    std::span<const int> at(NodeId node) const;
    /// Where something arrived, ascending.
    const PooledVector<NodeId>& nodes() const { return m_nodes; }

private:
    PooledVector<int> m_order; ///< all contributions, by node
    PooledVector<NodeId> m_nodes;
    PooledVector<int> m_ends; ///< in m_order, one a node
};

} // namespace engine
