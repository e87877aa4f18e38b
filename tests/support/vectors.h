#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>

#include "engine/tensor/tensor.h"

namespace support {

using engine::Tensor;

inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinite = std::numeric_limits<double>::infinity();

template <class T>
Tensor vector(std::initializer_list<T> values)
{
    return Tensor::of<T>({static_cast<std::int64_t>(values.size())},
                         std::span(values.begin(), values.size()));
}

inline Tensor doubles(std::initializer_list<double> values)
{
    return vector<double>(values);
}

inline Tensor ints(std::initializer_list<std::int32_t> values)
{
    return vector<std::int32_t>(values);
}

inline Tensor floats(std::initializer_list<float> values)
{
    return vector<float>(values);
}

inline Tensor bools(std::initializer_list<bool> values)
{
    return vector<bool>(values);
}

} // namespace support
