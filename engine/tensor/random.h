#pragma once

#include <cstdint>

#include "engine/tensor/tensor.h"

namespace engine {

/// The run's source of random numbers: a counter-based generator (Philox 4x32-10), so that the same seed gives the same draws on every
/// machine, bit for bit.
class RandomSource
{
public:
    explicit RandomSource(std::uint64_t seed = 0);
    void reseed(std::uint64_t seed);

    std::uint64_t nextBits();
    double nextUniform(); ///< [0, 1)
    double nextNormal();

    Tensor normal(DType dtype, const Shape& shape, double mean, double deviation);
    Tensor uniform(DType dtype, const Shape& shape, double low, double high);

private:
    std::uint64_t m_seed = 0;
    std::uint64_t m_counter = 0;
};

} // namespace engine
