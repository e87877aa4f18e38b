#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>

namespace engine {

/// The extents of a tensor, outermost axis first. Rank 0 is a scalar. At most maxRank axes.
class Shape
{
public:
    static constexpr int maxRank = 8;

    Shape() = default;
    Shape(std::initializer_list<std::int64_t> extents);
    /// Asserts extents.size() <= maxRank; callers check first and tell the learner.
    explicit Shape(std::span<const std::int64_t> extents);

    int rank() const { return m_rank; }
    std::int64_t operator[](int axis) const { return m_extents[static_cast<std::size_t>(axis)]; }
    /// The largest int64 when the product does not fit one.
    std::int64_t elementCount() const;
    void append(std::int64_t extent);
    void set(int axis, std::int64_t extent) { m_extents[static_cast<std::size_t>(axis)] = extent; }

    const std::int64_t* begin() const { return m_extents.data(); }
    const std::int64_t* end() const { return m_extents.data() + m_rank; }
    bool operator==(const Shape& other) const;

    /// "(4, 1)", "(4,)", "()": as Python shows a tuple.
    std::string tupleText() const;
    /// "[4,1]", "[]": as TensorFlow's kernels write shapes in messages.
    std::string bracketText() const;

private:
    std::array<std::int64_t, maxRank> m_extents{};
    int m_rank = 0;
};

/// The shape two operands have together under NumPy's broadcasting rule, or empty when they do not fit.
std::optional<Shape> broadcastShape(const Shape& left, const Shape& right);

} // namespace engine
