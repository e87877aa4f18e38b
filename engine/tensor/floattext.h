#pragma once

#include <string>

#include "engine/tensor/half.h"

namespace engine {

/// The shortest decimal digits that read back as the same number of the same type: value =
/// 0.d1d2d3... * 10^exponent.
struct ShortestDigits
{
    bool negative = false;
    std::string digits; ///< no trailing zeros; "0" for zero
    int exponent = 0; ///< of the point before the first digit; 1 for zero
};

/// `value` must be finite.
ShortestDigits shortestDigits(float value);
ShortestDigits shortestDigits(double value);
ShortestDigits shortestDigits(Half value);

/// A number cut at its point, as NumPy aligns it: "-0" and "25" of -0.25; the fraction may be
/// empty.
struct SplitNumber
{
    std::string whole;
    std::string fraction;
    int exponent = 0; ///< scientific notation only
};

/// Shortest digits, but at most `precision` after the point, then correctly rounded (a negative
/// `precision`: no limit). As in NumPy 1.19, whole digits beyond the shortest are zeros; since 1.21 arrays
/// show them: 97376928., not 97376930.
template <class T>
SplitNumber positional(T value, int precision);
template <class T>
SplitNumber scientific(T value, int precision);
/// Exactly `precision` digits after the point, those of the exact value.
SplitNumber exactScientific(double value, int precision);

/// "e-05", "e+100": two digits at least.
std::string exponentText(int exponent, std::size_t digits = 2);

} // namespace engine
