#include "engine/tensor/shape.h"

namespace engine {

constinit const Shape Shape::s_ones[] = {
    {Ones{}, 0}, {Ones{}, 1}, {Ones{}, 2}, {Ones{}, 3}, {Ones{}, 4}};

void Shape::copyFar()
{
    const std::int64_t* const from = m_extents.far;
    m_extents.far = new std::int64_t[maxRank];
    std::copy(from, from + m_rank, m_extents.far);
}

void Shape::moveFar()
{
    auto* const far = new std::int64_t[maxRank];
    std::copy(m_extents.own.begin(), m_extents.own.end(), far);
    m_extents.far = far;
}

std::string Shape::tupleText() const
{
    std::string text = "(";
    for (int axis = 0; axis < m_rank; ++axis) {
        if (axis > 0)
            text += ", ";
        text += std::to_string((*this)[axis]);
    }
    return text + (m_rank == 1 ? ",)" : ")");
}

std::string Shape::bracketText() const
{
    std::string text = "[";
    for (int axis = 0; axis < m_rank; ++axis) {
        if (axis > 0)
            text += ",";
        text += std::to_string((*this)[axis]);
    }
    return text + "]";
}

std::optional<Shape> broadcastShape(const Shape& left, const Shape& right)
{
    const Shape& longer = left.rank() >= right.rank() ? left : right;
    const Shape& shorter = left.rank() >= right.rank() ? right : left;
    Shape result = longer;
    const int lead = longer.rank() - shorter.rank();
    for (int axis = 0; axis < shorter.rank(); ++axis) {
        const std::int64_t a = longer[lead + axis];
        const std::int64_t b = shorter[axis];
        if (a != b && a != 1 && b != 1)
            return std::nullopt;
        result.set(lead + axis, a == 1 ? b : a);
    }
    return result;
}

} // namespace engine
