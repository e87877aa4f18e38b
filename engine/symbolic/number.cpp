#include "engine/symbolic/number.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "engine/tensor/floattext.h"

namespace engine {
namespace {

constexpr int shownPower = 5; ///< this many equal factors are shown as a power
constexpr std::size_t rememberedFactors = 6;
constexpr std::int64_t largestFactor = 9999;

std::optional<std::int64_t> product(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result))
        return {};
    return result;
}

std::string digitsText(double value)
{
    const ShortestDigits shortest = shortestDigits(std::abs(value));
    const int count = static_cast<int>(shortest.digits.size());
    if (shortest.exponent > 15 || shortest.exponent < -4) {
        std::string text = shortest.digits.substr(0, 1);
        if (count > 1)
            text += "." + shortest.digits.substr(1);
        return text + "e" + std::to_string(shortest.exponent - 1);
    }
    if (shortest.exponent <= 0)
        return "0." + std::string(static_cast<std::size_t>(-shortest.exponent), '0')
            + shortest.digits;
    if (count <= shortest.exponent)
        return shortest.digits
            + std::string(static_cast<std::size_t>(shortest.exponent - count), '0');
    const auto point = static_cast<std::size_t>(shortest.exponent);
    return shortest.digits.substr(0, point) + "." + shortest.digits.substr(point);
}

} // namespace

Number Number::integer(std::int64_t value)
{
    Number number;
    number.m_value = static_cast<double>(value);
    number.m_numerator = value;
    if (std::abs(value) > 1 && std::abs(value) <= largestFactor)
        number.m_factors.push_back({std::abs(value), 1});
    return number;
}

Number Number::fraction(std::int64_t numerator, std::int64_t denominator)
{
    if (denominator < 0)
        return fraction(-numerator, -denominator);
    const std::int64_t divisor = std::max<std::int64_t>(std::gcd(numerator, denominator), 1);
    if (denominator == divisor)
        return integer(numerator / divisor);
    Number number;
    number.m_numerator = numerator / divisor;
    number.m_denominator = denominator / divisor;
    number.m_value =
        static_cast<double>(number.m_numerator) / static_cast<double>(number.m_denominator);
    return number;
}

Number Number::written(double value, DType dtype)
{
    Number plain;
    plain.m_value = value;
    plain.m_denominator = 0;
    if (!std::isfinite(value))
        return plain;
    const ShortestDigits shortest =
        dtype == DType::Float32 ? shortestDigits(static_cast<float>(value)) : shortestDigits(value);
    const int places = static_cast<int>(shortest.digits.size()) - shortest.exponent;
    if (shortest.digits.size() > 12 || shortest.exponent > 15 || places > 12) {
        if (dtype == DType::Float32) // the nearest double to what one would write
            plain.m_value = std::strtod(((value < 0 ? "-0." : "0.") + shortest.digits + "e"
                                         + std::to_string(shortest.exponent))
                                            .c_str(),
                                        nullptr);
        return plain;
    }
    std::int64_t numerator = std::strtoll(shortest.digits.c_str(), nullptr, 10);
    std::int64_t denominator = 1;
    for (int i = 0; i < places; ++i)
        denominator *= 10;
    for (int i = places; i < 0; ++i)
        numerator *= 10;
    Number number = fraction(shortest.negative ? -numerator : numerator, denominator);
    number.m_decimal = number.m_denominator != 1;
    return number;
}

std::optional<std::int64_t> Number::whole() const
{
    if (m_denominator != 1)
        return {};
    return m_numerator;
}

void Number::multiplyIn(const Factor& factor)
{
    const auto at = std::lower_bound(
        m_factors.begin(), m_factors.end(), factor,
        [](const Factor& left, const Factor& right) { return left.base < right.base; });
    if (at != m_factors.end() && at->base == factor.base)
        at->exponent += factor.exponent;
    else if (m_factors.size() < rememberedFactors)
        m_factors.insert(at, factor);
}

Number Number::operator*(const Number& other) const
{
    Number result;
    result.m_value = m_value * other.m_value;
    result.m_denominator = 0;
    if (m_denominator != 0 && other.m_denominator != 0) {
        // Cancel crosswise first: the products then overflow only when the result does not fit.
        const std::int64_t left =
            std::max<std::int64_t>(std::gcd(m_numerator, other.m_denominator), 1);
        const std::int64_t right =
            std::max<std::int64_t>(std::gcd(other.m_numerator, m_denominator), 1);
        const auto numerator = product(m_numerator / left, other.m_numerator / right);
        const auto denominator = product(m_denominator / right, other.m_denominator / left);
        if (numerator && denominator) {
            result = fraction(*numerator, *denominator);
            result.m_factors.clear();
        }
    }
    result.m_decimal = result.m_denominator > 1 && (m_decimal || other.m_decimal);
    if (result.m_denominator <= 1) {
        result.m_factors = m_factors;
        for (const Factor& factor : other.m_factors)
            result.multiplyIn(factor);
    }
    return result;
}

Number Number::operator+(const Number& other) const
{
    if (*this == other)
        return *this * integer(2);
    Number result;
    result.m_value = m_value + other.m_value;
    result.m_denominator = 0;
    if (m_denominator != 0 && other.m_denominator != 0) {
        const auto left = product(m_numerator, other.m_denominator);
        const auto right = product(other.m_numerator, m_denominator);
        const auto denominator = product(m_denominator, other.m_denominator);
        std::int64_t numerator = 0;
        if (left && right && denominator && !__builtin_add_overflow(*left, *right, &numerator))
            result = fraction(numerator, *denominator);
    }
    result.m_decimal = result.m_denominator > 1 && (m_decimal || other.m_decimal);
    return result;
}

Number Number::operator-() const
{
    Number result = *this;
    result.m_value = -m_value;
    result.m_numerator = -m_numerator;
    return result;
}

std::optional<Number> Number::power(std::int64_t exponent) const
{
    if (exponent < 0) {
        if (m_denominator == 0 || m_numerator == 0)
            return {};
        Number inverse = fraction(m_denominator, m_numerator);
        inverse.m_decimal = m_decimal && inverse.m_denominator != 1;
        return inverse.power(-exponent);
    }
    if (exponent > 64)
        return {};
    Number result = integer(1);
    for (std::int64_t i = 0; i < exponent; ++i)
        result = result * *this;
    if (!std::isfinite(result.m_value))
        return {};
    return result;
}

const Number::Factor* Number::longPower() const
{
    const Factor* longest = nullptr;
    for (const Factor& factor : m_factors) {
        if (factor.exponent >= shownPower && (!longest || factor.exponent > longest->exponent))
            longest = &factor;
    }
    // A power is worth showing when it divides the number (sums forget their factors).
    return longest;
}

Number Number::asFraction() const
{
    constexpr std::int64_t largest = 16;
    Number result = *this;
    if (m_denominator > 1 && m_denominator <= largest && (m_denominator & (m_denominator - 1)) == 0)
        result.m_decimal = false;
    return result;
}

Number Number::settled() const
{
    Number result = *this;
    if (longPower()) {
        const Factor power = *longPower();
        result.m_factors = {power};
        return result;
    }
    result.m_factors.clear();
    if (m_denominator == 1 && std::abs(m_numerator) > 1 && std::abs(m_numerator) <= largestFactor)
        result.m_factors = {{std::abs(m_numerator), 1}};
    return result;
}

Number::Spelling Number::spelling() const
{
    Spelling spelling;
    const double size = std::abs(m_value);
    if (const Factor* power = longPower()) {
        const double rest =
            size / std::pow(static_cast<double>(power->base), static_cast<double>(power->exponent));
        if (std::isfinite(rest) && rest == std::floor(rest) && rest >= 1) {
            spelling.base = std::to_string(power->base);
            spelling.exponent = power->exponent;
            if (rest != 1)
                spelling.whole = digitsText(rest);
            return spelling;
        }
    }
    if (m_denominator == 0 || m_decimal) {
        const std::string digits = std::isfinite(m_value) ? digitsText(m_value) : "";
        if (!std::isfinite(m_value))
            spelling.whole = std::isnan(m_value) ? "nan" : "inf";
        else if (m_denominator == 0 || digits.size() <= 8)
            spelling.whole = digits;
        if (!spelling.whole.empty())
            return spelling;
    }
    spelling.whole = std::to_string(std::abs(m_numerator));
    if (m_denominator != 1)
        spelling.denominator = std::to_string(m_denominator);
    return spelling;
}

} // namespace engine
