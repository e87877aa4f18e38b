#pragma once

#include <vector>

#include "engine/tensor/blockpool.h"

namespace engine {

/// Takes memory from the block pool: what a run writes down is as much as its tensors are, and
/// comes and goes as they do.
template <class T>
struct PoolAllocator
{
    using value_type = T;

    PoolAllocator() = default;
    template <class Other>
    PoolAllocator(const PoolAllocator<Other>& /*other*/) // NOLINT(google-explicit-constructor)
    {
    }

    T* allocate(std::size_t count) { return static_cast<T*>(takeBytes(count * sizeof(T))); }
    void deallocate(T* first, std::size_t count) noexcept { giveBytes(first, count * sizeof(T)); }
    bool operator==(const PoolAllocator&) const { return true; }
};

template <class T>
using PooledVector = std::vector<T, PoolAllocator<T>>;

} // namespace engine
