#pragma once

#include <array>
#include <cstdint>

#include "engine/tensor/shape.h"

namespace engine {

/// The way through N row-major operands that are broadcast to one result. Axes that all operands
/// walk alike are merged, so that the result falls into as few and as long runs as possible; within
/// a run each operand advances by `step` 0 or 1.
template <std::size_t N>
class BroadcastWalk
{
public:
    using Offsets = std::array<std::int64_t, N>;

    /// Every shape must broadcast to `result`.
    BroadcastWalk(const Shape& result, const std::array<const Shape*, N>& operands)
    {
        Offsets natural;
        natural.fill(1);
        for (int axis = result.rank() - 1; axis >= 0; --axis) {
            const std::int64_t extent = result[axis];
            Axis next{extent, {}};
            for (std::size_t k = 0; k < N; ++k) {
                const int own = axis - (result.rank() - operands[k]->rank());
                const std::int64_t ownExtent = own >= 0 ? (*operands[k])[own] : 1;
                next.strides[k] = ownExtent == 1 ? 0 : natural[k];
                natural[k] *= ownExtent;
            }
            m_empty = m_empty || extent == 0;
            if (extent != 1)
                append(next);
        }
    }

    /// How far each operand moves from one element of a run to the next.
    Offsets step() const { return m_count > 0 ? m_axes[0].strides : Offsets{}; }

    /// Calls function(operand offsets, result offset, run length) for each run in row-major order.
    template <class Function>
    void forEachRun(Function function) const
    {
        if (m_empty)
            return;
        const std::int64_t length = m_count > 0 ? m_axes[0].extent : 1;
        Offsets offsets{};
        std::array<std::int64_t, Shape::maxRank> position{};
        std::int64_t resultOffset = 0;
        for (;;) {
            function(offsets, resultOffset, length);
            resultOffset += length;
            std::size_t axis = 1;
            for (; axis < m_count; ++axis) {
                const Axis& current = m_axes[axis];
                for (std::size_t k = 0; k < N; ++k)
                    offsets[k] += current.strides[k];
                if (++position[axis] < current.extent)
                    break;
                position[axis] = 0;
                for (std::size_t k = 0; k < N; ++k)
                    offsets[k] -= current.strides[k] * current.extent;
            }
            if (axis >= m_count)
                return;
        }
    }

private:
    struct Axis
    {
        std::int64_t extent = 1;
        Offsets strides{};
    };

    void append(const Axis& next)
    {
        if (m_count > 0) {
            Axis& last = m_axes[m_count - 1];
            bool merges = true;
            for (std::size_t k = 0; k < N; ++k)
                merges = merges && next.strides[k] == last.strides[k] * last.extent;
            if (merges) {
                last.extent *= next.extent;
                return;
            }
        }
        m_axes[m_count] = next;
        ++m_count;
    }

    std::array<Axis, Shape::maxRank> m_axes{}; ///< innermost first
    std::size_t m_count = 0;
    bool m_empty = false;
};

} // namespace engine
