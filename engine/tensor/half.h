#pragma once

#include <cstdint>

namespace engine {

/// An IEEE 754 half-precision number as it is stored. Arithmetic is done in float.
class Half
{
public:
    constexpr Half() = default;
    /// Rounded to nearest, ties to even, straight from the double: never twice.
    explicit Half(double value);
    explicit operator float() const;
    explicit operator double() const { return static_cast<float>(*this); }
    constexpr std::uint16_t bits() const { return m_bits; }
    bool operator==(const Half&) const = default; ///< of the bits

private:
    std::uint16_t m_bits = 0;
};

} // namespace engine
