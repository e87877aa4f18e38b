#pragma once

#include <optional>
#include <string>

#include "engine/lang/bigint.h"

/// Arithmetic of bool, int and float as Python defines it.
namespace engine::lang {

/// An int that fits into 64 bits, or a bool.
inline bool isIntegral(const Value& value)
{
    return value.isInt() || value.isBool();
}
/// An int of any size, or a bool.
inline bool isWhole(const Value& value)
{
    return isIntegral(value) || value.as<BigInt>() != nullptr;
}
inline bool isNumber(const Value& value)
{
    return value.isFloat() || isWhole(value);
}
inline std::int64_t integralOf(const Value& value) ///< only when isIntegral()
{
    return value.isBool() ? (value.asBool() ? 1 : 0) : value.asInt();
}
/// Raises OverflowError when the number is too large for a float.
inline double floatOf(const Value& value)
{
    return value.isFloat()  ? value.asFloat()
        : isIntegral(value) ? static_cast<double>(integralOf(value))
                            : wholeToDouble(value);
}

/// Both are numbers. Empty when the operator does not exist for these (1.5 | 2).
std::optional<Value> numberBinary(Interpreter& interpreter, BinaryOperator op, const Value& left,
                                  const Value& right);
std::optional<Value> numberUnary(UnaryOperator op, const Value& operand);
bool numberCompare(CompareOperator op, const Value& left, const Value& right);
/// What `op` says of operands whose order is `order`: negative, 0 or positive.
bool holds(CompareOperator op, std::strong_ordering order);
[[noreturn]] void zeroDivision(const char* message);

double pythonModulo(double left, double right);
/// round() half to even at `digits` after the point.
double roundTo(double value, int digits);

} // namespace engine::lang
