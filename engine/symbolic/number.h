#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/tensor/dtype.h"

namespace engine {

/// A number of a formula: an exact fraction where it fits, and remembering how often each whole
/// number was multiplied in, so that eleven doublings read 2¹¹. A value; never changes.
class Number
{
public:
    struct Factor
    {
        std::int64_t base = 1;
        int exponent = 0;
        bool operator==(const Factor&) const = default;
    };

    Number() = default; ///< 0
    static Number integer(std::int64_t value);
    static Number fraction(std::int64_t numerator, std::int64_t denominator);
    /// A number of the program or the tape, as one would write it: float32 0.1 is 1/10.
    static Number written(double value, DType dtype);

    double value() const { return m_value; }
    bool isZero() const { return m_value == 0; }
    bool isOne() const { return m_value == 1; }
    bool isNegative() const { return m_value < 0; }
    bool isInteger() const { return m_denominator == 1; }
    /// The value when it is a whole number of reasonable size.
    std::optional<std::int64_t> whole() const;

    Number operator*(const Number& other) const;
    Number operator+(const Number& other) const;
    Number operator-() const;
    Number absolute() const { return isNegative() ? -*this : *this; }
    /// To a whole power; empty when it makes no sense (0 to a negative power).
    std::optional<Number> power(std::int64_t exponent) const;
    /// As a fraction, when it was written as a decimal that is a short one: 0.25 as 1/4.
    Number asFraction() const;
    /// Without the memory of its factors, except for a power long enough to be shown as one.
    Number settled() const;

    bool operator==(const Number&) const = default;

    /// The absolute value in parts: whole·base^exponent or numerator/denominator. Empty parts are
    /// not written.
    struct Spelling
    {
        std::string whole; ///< "100"; empty when only the power stands there
        std::string denominator; ///< of a fraction; the numerator is `whole`
        std::string base; ///< of a power
        int exponent = 0;
    };
    Spelling spelling() const;

private:
    const Factor* longPower() const;
    void multiplyIn(const Factor& factor);

    double m_value = 0;
    std::int64_t m_numerator = 0;
    std::int64_t m_denominator = 1; ///< 0: no exact fraction
    bool m_decimal = false; ///< was written with a decimal point
    std::vector<Factor> m_factors; ///< by base
};

} // namespace engine
