#include "engine/recording/arrivals.h"

#include <algorithm>
#include <numeric>

namespace engine {

Arrivals::Arrivals(const PooledVector<Contribution>& contributions)
    : m_order(contributions.size())
{
    const auto to = [&](int index) { return contributions[static_cast<std::size_t>(index)].to; };
    std::iota(m_order.begin(), m_order.end(), 0);
    std::sort(m_order.begin(), m_order.end(),
              [&](int a, int b) { return to(a) != to(b) ? to(a) < to(b) : a < b; });
    m_nodes.reserve(m_order.size());
    m_ends.reserve(m_order.size());
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        if (m_nodes.empty() || m_nodes.back() != to(m_order[i])) {
            m_nodes.push_back(to(m_order[i]));
            m_ends.push_back(0);
        }
        m_ends.back() = static_cast<int>(i) + 1;
    }
}

std::span<const int> Arrivals::at(NodeId node) const
{
    const auto found = std::lower_bound(m_nodes.begin(), m_nodes.end(), node);
    if (found == m_nodes.end() || *found != node)
        return {};
    const auto place = static_cast<std::size_t>(found - m_nodes.begin());
    const auto begin = static_cast<std::size_t>(place == 0 ? 0 : m_ends[place - 1]);
    return std::span(m_order).subspan(begin, static_cast<std::size_t>(m_ends[place]) - begin);
}

} // namespace engine
