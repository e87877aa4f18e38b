#pragma once

#include <optional>
#include <string>

#include "engine/lang/value.h"

/// Arithmetic of bool, int and float as Python defines it.
namespace engine::lang {

inline bool isNumber(const Value& value)
{
    return value.isInt() || value.isFloat() || value.isBool();
}
inline bool isIntegral(const Value& value)
{
    return value.isInt() || value.isBool();
}
inline std::int64_t integralOf(const Value& value)
{
    return value.isBool() ? (value.asBool() ? 1 : 0) : value.asInt();
}
inline double floatOf(const Value& value)
{
    return value.isFloat() ? value.asFloat() : static_cast<double>(integralOf(value));
}

/// Empty when the operator does not exist for these (1.5 | 2).
std::optional<Value> numberBinary(BinaryOperator op, const Value& left, const Value& right);
std::optional<Value> numberUnary(UnaryOperator op, const Value& operand);
bool numberCompare(CompareOperator op, const Value& left, const Value& right);
std::optional<Value> numberAttribute(const Value& number, const std::string& name);
[[noreturn]] void raiseIntOverflow();

double pythonModulo(double left, double right);
std::int64_t floorDivide(std::int64_t left, std::int64_t right);
/// round() half to even at `digits` after the point.
double roundTo(double value, int digits);

} // namespace engine::lang
