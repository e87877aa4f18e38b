#pragma once

#include <limits>
#include <type_traits>

namespace engine {

/// A number in another element type, as tf.cast: fractions are cut, everything but 0 is True. What
/// an integer cannot hold (also NaN) gives its smallest value, which is what TensorFlow shows on
/// x86.
template <class To, class From>
constexpr To convertedTo(From value)
{
    if constexpr (std::is_same_v<To, bool>) {
        return value != From{};
    } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
        constexpr From lowest = static_cast<From>(std::numeric_limits<To>::min());
        if (value >= lowest && value < -lowest)
            return static_cast<To>(value);
        return std::numeric_limits<To>::min();
    } else {
        return static_cast<To>(value);
    }
}

} // namespace engine
