#pragma once

#include <compare>
#include <optional>
#include <string>

#include "engine/lang/value.h"

namespace engine::lang {

/// An int that does not fit into 64 bits. What it is made of stays in bigint.cpp.
class BigInt : public Object
{
public:
    struct Number;
    explicit BigInt(std::unique_ptr<const Number> number);
    ~BigInt() override;
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::BigInt; }
    const Number& number() const { return *m_number; }

    std::string typeName() const override { return "int"; }
    std::string repr(Interpreter&) const override;
    std::string format(Interpreter&, const std::string& specification) const override;
    bool truth(Interpreter&) const override { return true; }
    std::optional<double> toFloat(Interpreter&) const override;
    std::optional<std::int64_t> toInt(Interpreter&) const override;
    std::optional<std::int64_t> toIndex(Interpreter&) const override; ///< raises OverflowError

private:
    std::unique_ptr<const Number> m_number;
};

// "Whole" is an int of any size or a bool. Results are small ints again when they fit.

/// Empty for `@`.
std::optional<Value> wholeBinary(Interpreter& interpreter, BinaryOperator op, const Value& left,
                                 const Value& right);
/// -value, or ~value.
Value wholeNegative(const Value& value, bool invert = false);
std::strong_ordering compareWhole(const Value& left, const Value& right);
bool isNegative(const Value& whole);
double wholeToDouble(const Value& value); ///< nearest; raises OverflowError
Value wholeFromDouble(double value); ///< finite; its whole part
/// Digits of |value|; raises ValueError when there are more than 4300 decimal ones, as Python does.
std::string wholeDigits(const Value& value, int base);
/// Of digits that are known to be right.
Value wholeFromDigits(const std::string& digits, int base);
std::int64_t bitLength(const Value& value);
/// The remainder by 2^61 - 1, which is what hash() is made of.
std::uint64_t remainderForHash(const Value& value);

} // namespace engine::lang
