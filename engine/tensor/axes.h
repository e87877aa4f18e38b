#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <compare>
#include <initializer_list>
#include <vector>

#include "engine/tensor/shape.h"

namespace engine {

/// Some axes of a tensor, in an order. Like a vector, but in place: nearly every operation on small
/// tensors has some.
class Axes
{
public:
    using value_type = int;

    Axes() = default;
    Axes(std::initializer_list<int> axes)
        : Axes(axes.begin(), axes.end())
    {
    }
    Axes(const std::vector<int>& axes) // NOLINT(google-explicit-constructor)
        : Axes(axes.begin(), axes.end())
    {
    }
    template <class Iterator>
    Axes(Iterator from, Iterator to)
    {
        for (; from != to; ++from)
            push_back(*from);
    }
    explicit Axes(std::size_t count)
        : m_count(count)
    {
    }
    operator std::vector<int>() const
    {
        return {begin(), end()};
    } // NOLINT(google-explicit-constructor)

    std::size_t size() const { return m_count; }
    bool empty() const { return m_count == 0; }
    const int* begin() const { return m_axes.data(); }
    const int* end() const { return m_axes.data() + m_count; }
    int* begin() { return m_axes.data(); }
    int* end() { return m_axes.data() + m_count; }
    int operator[](std::size_t index) const { return m_axes[index]; }
    int& operator[](std::size_t index) { return m_axes[index]; }
    int front() const { return m_axes[0]; }
    int back() const { return m_axes[m_count - 1]; }
    /// At most Shape::maxRank.
    void push_back(int axis)
    {
        assert(m_count < m_axes.size());
        m_axes[m_count] = axis;
        ++m_count;
    }
    bool operator==(const Axes& other) const
    {
        return std::equal(begin(), end(), other.begin(), other.end());
    }
    auto operator<=>(const Axes& other) const
    {
        return std::lexicographical_compare_three_way(begin(), end(), other.begin(), other.end());
    }

private:
    std::array<int, Shape::maxRank> m_axes{};
    std::size_t m_count = 0;
};

} // namespace engine
