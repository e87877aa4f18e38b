#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/tensor/tensor.h"

namespace engine {

/// The tensors an operation works on, wherever they lie: alone, or each with its node in a row of
/// structs that begin with a Tensor. Copying them together first would cost more than most
/// operations on small tensors do.
class Operands
{
public:
    Operands(std::span<const Tensor> tensors) // NOLINT(google-explicit-constructor)
        : Operands(tensors.data(), sizeof(Tensor), tensors.size())
    {
    }
    template <class Row>
    requires std::convertible_to<const Row&, std::span<const Tensor>>
    Operands(const Row& tensors) // NOLINT(google-explicit-constructor)
        : Operands(std::span<const Tensor>(tensors))
    {
    }
    /// `first` is the tensor of the first struct, `stride` the size of one.
    Operands(const Tensor* first, std::size_t stride, std::size_t count)
        : m_first(reinterpret_cast<std::uintptr_t>(first))
        , m_stride(stride)
        , m_count(count)
    {
    }

    /// Two tensors wherever they lie.
    Operands(const Tensor& left, const Tensor& right)
        : Operands(
            &left,
            reinterpret_cast<std::uintptr_t>(&right) - reinterpret_cast<std::uintptr_t>(&left), 2)
    {
    }

    std::size_t size() const { return m_count; }
    const Tensor& operator[](std::size_t index) const
    {
        assert(index < m_count);
        return *reinterpret_cast<const Tensor*>(m_first + index * m_stride);
    }

private:
    std::uintptr_t m_first;
    std::uintptr_t m_stride;
    std::size_t m_count;
};

} // namespace engine
