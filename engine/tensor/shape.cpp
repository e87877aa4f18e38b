#include "engine/tensor/shape.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace engine {

Shape::Shape(std::initializer_list<std::int64_t> extents)
    : Shape(std::span(extents.begin(), extents.size()))
{
}

Shape::Shape(std::span<const std::int64_t> extents)
    : m_rank(static_cast<int>(extents.size()))
{
    assert(extents.size() <= maxRank);
    std::copy(extents.begin(), extents.end(), m_extents.begin());
}

std::int64_t Shape::elementCount() const
{
    if (std::find(begin(), end(), 0) != end())
        return 0;
    std::int64_t count = 1;
    for (const std::int64_t extent : *this) {
        if (__builtin_mul_overflow(count, extent, &count))
            return std::numeric_limits<std::int64_t>::max();
    }
    return count;
}

void Shape::append(std::int64_t extent)
{
    assert(m_rank < maxRank);
    m_extents[static_cast<std::size_t>(m_rank)] = extent;
    ++m_rank;
}

bool Shape::operator==(const Shape& other) const
{
    return std::equal(begin(), end(), other.begin(), other.end());
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
