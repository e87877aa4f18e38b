#pragma once

#include <cstdint>
#include <random>

#include "engine/tensor/tensor.h"

namespace engine {

/// The run's source of random numbers: the standard library's Mersenne Twister with our own mapping to distributions, so that the same
/// seed gives the same draws on every machine.
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
    std::mt19937_64 m_engine;
};

} // namespace engine
