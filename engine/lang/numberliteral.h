#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/sourcespan.h"

namespace engine::lang {

/// A number as it is written in a cell, with the sign that belongs to it. Numbers inside strings,
/// f-strings too, are none.
struct NumberLiteral
{
    SourceSpan span;
    double value = 0;
    bool isFloat = false;
    /// Not where a sign would mean something else: -2 ** 2 is -(2 ** 2).
    bool mayBeNegative = true;
};

/// From left to right. None in a cell that cannot be cut into tokens.
std::vector<NumberLiteral> numberLiterals(std::string_view source, int cell = 0);
/// The one that holds or touches the byte at `offset`.
std::optional<NumberLiteral> numberLiteralAt(std::string_view source, int offset);

/// Whether two sources are the same but for the numbers in them.
bool sameButNumbers(std::string_view a, std::string_view b);

/// A number as a text that keeps its way of writing while it moves: "0.70" stays with two
/// decimals, "1e-3" with its exponent, "0x1f" hexadecimal, an int an int.
class NumberText
{
public:
    /// Empty when the text is no number, or has more digits than can be moved.
    static std::optional<NumberText> of(std::string_view text);

    bool isFloat() const { return m_isFloat; }
    double value() const;
    /// One unit of the last digit, `finer` digits further right; an int has none further right.
    double unit(int finer = 0) const;
    /// This number plus so many such units. The text itself when that is where it was.
    std::string moved(long long units, int finer = 0, bool mayBeNegative = true) const;

private:
    std::string m_text;
    long long m_digits = 0; ///< without the point, signed
    int m_decimals = 0; ///< how many of the digits stand after the point
    bool m_isFloat = false;
    int m_base = 10;
    std::string m_exponent; ///< "e-3", as it was written
};

/// How many digits finer than the last one a drag goes, so that "3." and "0.7" move smoothly.
int dragDigits(const NumberText& number);

/// What a slider for the number goes over: round numbers, the value somewhere within.
struct SliderRange
{
    double low = 0;
    double high = 0;
    int finer = 0; ///< its steps are units of so many digits more than the number has
};
SliderRange sliderRange(const NumberText& number, bool mayBeNegative = true);

/// What the learner typed for a number that was written as `before`, as it should stand in the
/// code: a float stays a float. Empty when it is no number.
std::optional<std::string> typedNumber(std::string_view typed, const NumberText& before,
                                       bool mayBeNegative = true);

} // namespace engine::lang
