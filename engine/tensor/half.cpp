#include "engine/tensor/half.h"

#include <cmath>
#include <limits>

namespace engine {

namespace {

constexpr std::uint16_t infinite = 0x7c00;

std::uint16_t magnitudeBits(double size)
{
    if (std::isnan(size))
        return infinite | 0x200;
    if (size >= 65520) // half way between the greatest number and the next that would be
        return infinite;
    if (size < 0x1p-14) // subnormal: a multiple of 2^-24
        return static_cast<std::uint16_t>(std::nearbyint(size * 0x1p24));
    const int exponent = std::ilogb(size);
    const double mantissa = std::nearbyint(std::ldexp(size, 10 - exponent)); // 1024 to 2048
    return static_cast<std::uint16_t>((exponent + 15) * 1024 + static_cast<int>(mantissa) - 1024);
}

} // namespace

Half::Half(double value)
    : m_bits(static_cast<std::uint16_t>(magnitudeBits(std::abs(value))
                                        | (std::signbit(value) ? 0x8000 : 0)))
{
}

Half::operator float() const
{
    const int exponent = (m_bits >> 10) & 31;
    const auto mantissa = static_cast<float>(m_bits & 1023);
    const float sign = (m_bits & 0x8000) != 0 ? -1.0F : 1.0F;
    if (exponent == 31)
        return mantissa != 0 ? std::numeric_limits<float>::quiet_NaN()
                             : sign * std::numeric_limits<float>::infinity();
    if (exponent == 0)
        return sign * mantissa * 0x1p-24F;
    return sign * std::ldexp(1024.0F + mantissa, exponent - 25);
}

} // namespace engine
