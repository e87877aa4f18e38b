#pragma once

#include <array>
#include <cstdint>

#include "engine/tensor/attributes.h"

namespace engine {

/// The input in row-major order as runs that are either folded into one element of the result or,
/// element by element, into a row of it.
class ReduceWalk
{
public:
    ReduceWalk(const Shape& input, const ReduceAttributes& attributes)
        : m_count(input.elementCount())
    {
        std::array<bool, Shape::maxRank> reduced{};
        for (const int axis : attributes.axes)
            reduced[static_cast<std::size_t>(axis)] = true;
        for (int axis = 0; axis < input.rank(); ++axis) {
            if (!reduced[static_cast<std::size_t>(axis)])
                m_shape.append(input[axis]);
            else if (attributes.keepDims)
                m_shape.append(1);
        }
        std::int64_t stride = 1;
        for (int axis = input.rank() - 1; axis >= 0; --axis) {
            const bool folds = reduced[static_cast<std::size_t>(axis)];
            append(input[axis], folds, folds ? 0 : stride);
            stride *= folds ? 1 : input[axis];
        }
    }

    const Shape& shape() const { return m_shape; }
    bool foldsRuns() const { return m_axes[0].folds; }
    std::int64_t runLength() const { return m_axes[0].extent; }

    /// Calls function(input offset, result offset) for each run.
    template <class Function>
    void forEachRun(Function function) const
    {
        std::array<std::int64_t, Shape::maxRank + 1> position{};
        std::int64_t to = 0;
        for (std::int64_t from = 0; from < m_count; from += runLength()) {
            function(from, to);
            for (std::size_t axis = 1; axis < m_axisCount; ++axis) {
                to += m_axes[axis].stride;
                if (++position[axis] < m_axes[axis].extent)
                    break;
                position[axis] = 0;
                to -= m_axes[axis].stride * m_axes[axis].extent;
            }
        }
    }

private:
    struct Axis
    {
        std::int64_t extent = 1;
        std::int64_t stride = 0;
        bool folds = true;
    };

    void append(std::int64_t extent, bool folds, std::int64_t stride)
    {
        if (extent == 1)
            return;
        Axis& last = m_axes[m_axisCount - 1];
        if (m_axisCount == 1 && last.extent == 1) {
            last = {extent, stride, folds};
        } else if (last.folds == folds) {
            last.extent *= extent;
        } else {
            m_axes[m_axisCount] = {extent, stride, folds};
            ++m_axisCount;
        }
    }

    std::int64_t m_count;
    Shape m_shape;
    std::array<Axis, Shape::maxRank + 1> m_axes{}; ///< innermost first; there is always one
    std::size_t m_axisCount = 1;
};

} // namespace engine
