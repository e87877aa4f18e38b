#include "engine/tape/gradienttape.h"

#include <algorithm>

namespace engine {

bool GradientTape::knows(NodeId node) const
{
    const auto index = static_cast<std::size_t>(node.index);
    return index < m_marks.size() && m_marks[index] != Unknown;
}

bool GradientTape::isWatched(NodeId node) const
{
    const auto index = static_cast<std::size_t>(node.index);
    return index < m_marks.size() && m_marks[index] == Watched;
}

void GradientTape::watch(NodeId node)
{
    if (!knows(node))
        mark(node, Watched);
}

void GradientTape::record(NodeId node)
{
    mark(node, Recorded);
    m_recorded.push_back(node);
}

void GradientTape::watchVariable(VariableId variable)
{
    if (std::find(m_variables.begin(), m_variables.end(), variable) == m_variables.end())
        m_variables.push_back(variable);
}

void GradientTape::clear()
{
    m_marks.clear();
    m_recorded.clear();
}

void GradientTape::mark(NodeId node, Mark mark)
{
    const auto index = static_cast<std::size_t>(node.index);
    if (index >= m_marks.size())
        m_marks.resize(index + 1, Unknown);
    m_marks[index] = mark;
}

} // namespace engine
