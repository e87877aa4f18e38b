#pragma once

#include <array>
#include <cstdint>

#include "engine/tensor/tensor.h"

namespace engine {

/// Random numbers that are a function of two seeds alone: Philox 4x32-10 of Salmon and others,
/// "Parallel random numbers: as easy as 1, 2, 3" (2011), keyed and mapped to distributions as
/// TensorFlow's stateless functions do, so the same seeds give the same numbers.
class Philox
{
public:
    using Block = std::array<std::uint32_t, 4>;

    Philox(std::uint64_t first, std::uint64_t second);
    Block next();
    /// The function itself: one block of bits for a counter and a key.
    static Block encrypted(Block counter, std::array<std::uint32_t, 2> key);

    /// Mean 0 and deviation 1; float16, float32 or float64.
    Tensor normal(DType dtype, const Shape& shape);
    /// Of floats: [0, 1). Of int32 and int64: [low, high).
    Tensor uniform(DType dtype, const Shape& shape, std::int64_t low = 0, std::int64_t high = 1);

private:
    Block m_counter;
    std::array<std::uint32_t, 2> m_key;
};

} // namespace engine
