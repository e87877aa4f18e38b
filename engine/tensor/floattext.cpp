#include "engine/tensor/floattext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace engine {

namespace {

/// "-1.25e-07" taken apart.
ShortestDigits fromScientific(const char* begin, const char* end)
{
    ShortestDigits result;
    if (*begin == '-') {
        result.negative = true;
        ++begin;
    }
    for (; begin != end && *begin != 'e'; ++begin) {
        if (*begin != '.')
            result.digits += *begin;
    }
    while (result.digits.size() > 1 && result.digits.back() == '0')
        result.digits.pop_back();
    // from_chars takes no plus sign.
    const char* const exponent = begin[1] == '+' ? begin + 2 : begin + 1;
    std::from_chars(exponent, end, result.exponent);
    ++result.exponent;
    return result;
}

template <class T>
ShortestDigits shortest(T value)
{
    std::array<char, 64> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::scientific);
    return fromScientific(buffer.data(), end);
}

void dropTrailingZeros(std::string& fraction)
{
    while (!fraction.empty() && fraction.back() == '0')
        fraction.pop_back();
}

} // namespace

ShortestDigits shortestDigits(float value)
{
    return shortest(value);
}

ShortestDigits shortestDigits(double value)
{
    return shortest(value);
}

ShortestDigits shortestDigits(Half value)
{
    // Five digits tell all half-precision numbers apart; the fewest that read back as this one.
    std::array<char, 64> buffer;
    const char* end = buffer.data();
    for (int digits = 0; digits < 5; ++digits) {
        end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                            static_cast<double>(value), std::chars_format::scientific, digits)
                  .ptr;
        double readBack = 0;
        std::from_chars(buffer.data(), end, readBack);
        if (Half(readBack) == value)
            break;
    }
    return fromScientific(buffer.data(), end);
}

template <class T>
SplitNumber positional(T value, int precision)
{
    const ShortestDigits number = shortestDigits(value);
    const int digitCount = static_cast<int>(number.digits.size());
    SplitNumber result;
    if (precision >= 0 && digitCount - number.exponent > precision) {
        // The exact value is rounded here, not its shortest digits; a float is exact as a double.
        std::array<char, 512> buffer;
        const auto [end, error] =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<double>(value),
                          std::chars_format::fixed, precision);
        const std::string text(buffer.data(), end);
        const auto point = text.find('.');
        result.whole = text.substr(0, point);
        if (point != std::string::npos)
            result.fraction = text.substr(point + 1);
        dropTrailingZeros(result.fraction);
        return result;
    }
    std::string whole = number.digits;
    if (number.exponent <= 0) {
        whole = "0";
        result.fraction =
            std::string(static_cast<std::size_t>(-number.exponent), '0') + number.digits;
    } else if (digitCount > number.exponent) {
        whole = number.digits.substr(0, static_cast<std::size_t>(number.exponent));
        result.fraction = number.digits.substr(static_cast<std::size_t>(number.exponent));
    } else {
        whole.append(static_cast<std::size_t>(number.exponent - digitCount), '0');
    }
    result.whole = (number.negative ? "-" : "") + whole;
    return result;
}

template <class T>
SplitNumber scientific(T value, int precision)
{
    const ShortestDigits number = shortestDigits(value);
    if (precision >= 0 && static_cast<int>(number.digits.size()) - 1 > precision) {
        SplitNumber result = exactScientific(static_cast<double>(value), precision);
        dropTrailingZeros(result.fraction);
        return result;
    }
    SplitNumber result;
    result.whole = (number.negative ? "-" : "") + number.digits.substr(0, 1);
    result.fraction = number.digits.substr(1);
    result.exponent = number.exponent - 1;
    return result;
}

SplitNumber exactScientific(double value, int precision)
{
    std::array<char, 64> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::scientific, precision);
    const ShortestDigits number = fromScientific(buffer.data(), end);
    SplitNumber result;
    result.whole = (number.negative ? "-" : "") + number.digits.substr(0, 1);
    result.fraction = number.digits.substr(1);
    result.fraction.resize(static_cast<std::size_t>(precision), '0');
    result.exponent = number.exponent - 1;
    return result;
}

template SplitNumber positional(float value, int precision);
template SplitNumber positional(double value, int precision);
template SplitNumber positional(Half value, int precision);
template SplitNumber scientific(float value, int precision);
template SplitNumber scientific(double value, int precision);
template SplitNumber scientific(Half value, int precision);

std::string exponentText(int exponent, std::size_t digits)
{
    std::string number = std::to_string(std::abs(exponent));
    if (number.size() < digits)
        number.insert(0, digits - number.size(), '0');
    return (exponent < 0 ? "e-" : "e+") + number;
}

} // namespace engine
