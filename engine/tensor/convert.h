#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "engine/tensor/half.h"

namespace engine {

/// A number in another element type, as tf.cast: fractions are cut, everything but 0 is True. What
/// an integer cannot hold (also NaN) gives its smallest value, which is what TensorFlow shows on
/// x86.
template <class To, class From>
constexpr To convertedTo(From value)
{
    if constexpr (std::is_same_v<To, From>) {
        return value;
    } else if constexpr (std::is_same_v<From, Half>) {
        return convertedTo<To>(static_cast<float>(value));
    } else if constexpr (std::is_same_v<To, Half>) {
        return Half(static_cast<double>(value));
    } else if constexpr (std::is_same_v<To, bool>) {
        return value != From{};
    } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
        // Small types take what is left of a wider one, as NumPy's casts do.
        if constexpr (sizeof(To) < sizeof(std::int32_t)) {
            return static_cast<To>(convertedTo<std::int32_t>(value));
        } else if constexpr (std::is_unsigned_v<To>) {
            return static_cast<To>(convertedTo<std::int64_t>(value));
        } else {
            constexpr From lowest = static_cast<From>(std::numeric_limits<To>::min());
            if (value >= lowest && value < -lowest)
                return static_cast<To>(value);
            return std::numeric_limits<To>::min();
        }
    } else {
        return static_cast<To>(value);
    }
}

} // namespace engine
