#include "engine/tape/gradienttape.h"

namespace engine {

void GradientTape::watch(NodeId node)
{
    const auto place = std::lower_bound(m_watched.begin(), m_watched.end(), node);
    if (place == m_watched.end() || *place != node)
        m_watched.insert(place, node);
}

void GradientTape::watchVariable(VariableId variable)
{
    if (std::find(m_variables.begin(), m_variables.end(), variable) == m_variables.end())
        m_variables.push_back(variable);
}

void GradientTape::clear(NodeId next)
{
    // The memory too: a run may have thousands of tapes.
    m_watched = {};
    m_recorded = {};
    m_since = next;
}

} // namespace engine
