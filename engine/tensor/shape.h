#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace engine {

/// The extents of a tensor, outermost axis first. Rank 0 is a scalar. At most maxRank axes. Shapes
/// of up to four axes, which is nearly all, hold their extents themselves.
class Shape
{
public:
    static constexpr int maxRank = 8;

    Shape() = default;
    Shape(std::initializer_list<std::int64_t> extents)
        : Shape(std::span(extents.begin(), extents.size()))
    {
    }
    /// Asserts extents.size() <= maxRank; callers check first and tell the learner.
    explicit Shape(std::span<const std::int64_t> extents)
    {
        assert(extents.size() <= maxRank);
        for (const std::int64_t extent : extents)
            append(extent);
    }
    Shape(const Shape& other)
        : m_extents(other.m_extents)
        , m_rank(other.m_rank)
    {
        if (m_rank > ownRank)
            copyFar();
    }
    Shape(Shape&& other) noexcept
        : m_extents(other.m_extents)
        , m_rank(std::exchange(other.m_rank, 0))
    {
    }
    Shape& operator=(const Shape& other)
    {
        Shape copy(other);
        swap(copy);
        return *this;
    }
    Shape& operator=(Shape&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~Shape()
    {
        if (m_rank > ownRank)
            delete[] m_extents.far;
    }
    /// Every extent 1; `rank` <= ownRank.
    static const Shape& ofOnes(int rank) { return s_ones[rank]; }
    /// Up to so many axes a shape needs no memory of its own.
    static constexpr int ownRank = 4;

    int rank() const { return m_rank; }
    std::int64_t operator[](int axis) const { return begin()[axis]; }
    /// The largest int64 when the product does not fit one.
    std::int64_t elementCount() const
    {
        std::int64_t count = 1;
        bool fits = true;
        bool empty = false;
        for (const std::int64_t extent : *this) {
            empty = empty || extent == 0;
            fits = !__builtin_mul_overflow(count, extent, &count) && fits;
        }
        if (empty)
            return 0;
        return fits ? count : std::numeric_limits<std::int64_t>::max();
    }
    void append(std::int64_t extent)
    {
        assert(m_rank < maxRank);
        if (m_rank == ownRank)
            moveFar();
        ++m_rank;
        mutableExtents()[m_rank - 1] = extent;
    }
    void set(int axis, std::int64_t extent) { mutableExtents()[axis] = extent; }

    const std::int64_t* begin() const
    {
        return m_rank > ownRank ? m_extents.far : m_extents.own.data();
    }
    const std::int64_t* end() const { return begin() + m_rank; }
    bool operator==(const Shape& other) const
    {
        if (this == &other)
            return true;
        if (m_rank != other.m_rank)
            return false;
        const std::int64_t* const mine = begin();
        const std::int64_t* const theirs = other.begin();
        for (int axis = 0; axis < m_rank; ++axis) {
            if (mine[axis] != theirs[axis])
                return false;
        }
        return true;
    }

    /// "(4, 1)", "(4,)", "()": as Python shows a tuple.
    std::string tupleText() const;
    /// "[4,1]", "[]": as TensorFlow's kernels write shapes in messages.
    std::string bracketText() const;

private:
    struct Ones
    {
    };
    constexpr Shape(Ones, int rank)
        : m_extents{{1, 1, 1, 1}}
        , m_rank(rank)
    {
    }

    std::int64_t* mutableExtents()
    {
        return m_rank > ownRank ? m_extents.far : m_extents.own.data();
    }
    void swap(Shape& other) noexcept
    {
        std::swap(m_extents, other.m_extents);
        std::swap(m_rank, other.m_rank);
    }
    void copyFar(); ///< the extents are another shape's: make them this one's
    void moveFar(); ///< from own to far

    union Extents {
        std::array<std::int64_t, ownRank> own;
        std::int64_t* far; ///< maxRank of them
    };
    Extents m_extents{};
    int m_rank = 0;
    static const Shape s_ones[ownRank + 1];
};

/// The shape two operands have together under NumPy's broadcasting rule, or empty when they do not
/// fit.
std::optional<Shape> broadcastShape(const Shape& left, const Shape& right);

} // namespace engine
