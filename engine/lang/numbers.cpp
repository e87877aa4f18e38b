#include "engine/lang/numbers.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "engine/lang/containers.h"
#include "engine/lang/raisederror.h"

namespace engine::lang {

namespace {

/// Empty when the result does not fit or is not an int.
std::optional<Value> smallBinary(BinaryOperator op, std::int64_t left, std::int64_t right)
{
    constexpr std::int64_t exact = std::int64_t{1} << 53; // ints up to here are doubles
    std::int64_t result = 0;
    switch (op) {
    case BinaryOperator::Add:
        if (!__builtin_add_overflow(left, right, &result))
            return Value::integer(result);
        break;
    case BinaryOperator::Subtract:
        if (!__builtin_sub_overflow(left, right, &result))
            return Value::integer(result);
        break;
    case BinaryOperator::Multiply:
        if (!__builtin_mul_overflow(left, right, &result))
            return Value::integer(result);
        break;
    case BinaryOperator::Divide:
        if (right != 0 && left > -exact && left < exact && right > -exact && right < exact)
            return Value::real(static_cast<double>(left) / static_cast<double>(right));
        break;
    case BinaryOperator::FloorDivide:
    case BinaryOperator::Modulo:
        if (right > 0) {
            const std::int64_t rest = left % right;
            const std::int64_t back = rest < 0 ? 1 : 0;
            return Value::integer(op == BinaryOperator::Modulo ? rest + back * right
                                                               : left / right - back);
        }
        break;
    case BinaryOperator::BitAnd:
        return Value::integer(left & right);
    case BinaryOperator::BitOr:
        return Value::integer(left | right);
    case BinaryOperator::BitXor:
        return Value::integer(left ^ right);
    case BinaryOperator::ShiftRight:
        if (right >= 0)
            return Value::integer(left >> (right > 63 ? 63 : right));
        break;
    case BinaryOperator::Power:
        result = 1;
        for (bool fits = right >= 0; fits; fits = !__builtin_mul_overflow(left, left, &left)) {
            if ((right & 1) != 0 && __builtin_mul_overflow(result, left, &result))
                break;
            right >>= 1;
            if (right == 0)
                return Value::integer(result);
        }
        break;
    case BinaryOperator::ShiftLeft:
    case BinaryOperator::Matmul:
        break;
    }
    return {};
}

std::optional<Value> realBinary(BinaryOperator op, double left, double right)
{
    switch (op) {
    case BinaryOperator::Add:
        return Value::real(left + right);
    case BinaryOperator::Subtract:
        return Value::real(left - right);
    case BinaryOperator::Multiply:
        return Value::real(left * right);
    case BinaryOperator::Divide:
        if (right == 0)
            zeroDivision("float division by zero");
        return Value::real(left / right);
    case BinaryOperator::FloorDivide: {
        if (right == 0)
            zeroDivision("float divmod()");
        const double remainder = std::fmod(left, right);
        const double back = remainder != 0 && (right < 0) != (remainder < 0) ? 1 : 0;
        const double quotient = (left - remainder) / right - back; // as CPython, also for infinity
        const double floor = std::floor(quotient);
        return Value::real(quotient == 0                ? std::copysign(0.0, left / right)
                               : quotient - floor > 0.5 ? floor + 1
                                                        : floor);
    }
    case BinaryOperator::Modulo:
        if (right == 0)
            zeroDivision("float modulo");
        return Value::real(pythonModulo(left, right));
    case BinaryOperator::Power: {
        if (left == 0 && right < 0)
            zeroDivision("0.0 cannot be raised to a negative power");
        if (left < 0 && std::isfinite(right) && right != std::floor(right))
            throw RaisedError(
                "ValueError", "complex numbers are not supported",
                {"A negative number to a fractional power is complex, which does not exist here.",
                 "负数的小数次幂是复数，这里不支持。"});
        const double power = std::pow(left, right);
        if (std::isinf(power) && std::isfinite(left) && std::isfinite(right))
            throw RaisedError("OverflowError", "(34, 'Numerical result out of range')");
        return Value::real(power);
    }
    default:
        return {};
    }
}

/// The order of an int of any size and a float, without rounding; empty for nan.
std::optional<std::strong_ordering> orderOf(const Value& left, const Value& right)
{
    if (left.isFloat()) {
        const auto order = orderOf(right, left);
        return order ? std::optional(0 <=> *order) : std::nullopt;
    }
    const double real = right.asFloat();
    if (std::isnan(real))
        return {};
    if (std::isinf(real))
        return real > 0 ? std::strong_ordering::less : std::strong_ordering::greater;
    const double whole = std::trunc(real);
    const auto order = compareWhole(left, wholeFromDouble(whole));
    return order != 0  ? order
        : whole < real ? std::strong_ordering::less
        : whole > real ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

} // namespace

void zeroDivision(const char* message)
{
    throw RaisedError("ZeroDivisionError", message, {"The divisor is 0 here.", "这里的除数是 0。"});
}

bool holds(CompareOperator op, std::strong_ordering order)
{
    switch (op) {
    case CompareOperator::Less:
        return order < 0;
    case CompareOperator::LessEqual:
        return order <= 0;
    case CompareOperator::Equal:
        return order == 0;
    case CompareOperator::NotEqual:
        return order != 0;
    case CompareOperator::Greater:
        return order > 0;
    case CompareOperator::GreaterEqual:
        return order >= 0;
    }
    return false;
}

double pythonModulo(double left, double right)
{
    double remainder = std::fmod(left, right);
    if (remainder == 0)
        return std::copysign(0.0, right);
    if ((remainder < 0) != (right < 0))
        remainder += right;
    return remainder;
}

std::optional<Value> numberBinary(Interpreter& interpreter, BinaryOperator op, const Value& left,
                                  const Value& right)
{
    if (isIntegral(left) && isIntegral(right)) {
        if (left.isBool() && right.isBool()) {
            if (op == BinaryOperator::BitAnd)
                return Value::boolean(left.asBool() && right.asBool());
            if (op == BinaryOperator::BitOr)
                return Value::boolean(left.asBool() || right.asBool());
            if (op == BinaryOperator::BitXor)
                return Value::boolean(left.asBool() != right.asBool());
        }
        if (auto small = smallBinary(op, integralOf(left), integralOf(right)))
            return small;
    }
    if (left.isFloat() || right.isFloat())
        return realBinary(op, floatOf(left), floatOf(right));
    return wholeBinary(interpreter, op, left, right);
}

std::optional<Value> numberUnary(UnaryOperator op, const Value& operand)
{
    if (operand.isFloat()) {
        if (op == UnaryOperator::Invert)
            return {};
        return Value::real(op == UnaryOperator::Negative ? -operand.asFloat() : operand.asFloat());
    }
    if (isIntegral(operand)) {
        const std::int64_t value = integralOf(operand);
        if (op == UnaryOperator::Negative && value == std::numeric_limits<std::int64_t>::min())
            return wholeNegative(operand);
        return Value::integer(op == UnaryOperator::Negative       ? -value
                                  : op == UnaryOperator::Positive ? value
                                                                  : ~value);
    }
    if (!isWhole(operand))
        return {};
    return op == UnaryOperator::Positive ? operand
                                         : wholeNegative(operand, op == UnaryOperator::Invert);
}

bool numberCompare(CompareOperator op, const Value& left, const Value& right)
{
    if (!left.isFloat() && !right.isFloat())
        return holds(op, compareWhole(left, right));
    std::optional<std::strong_ordering> order;
    if (!left.isFloat() || !right.isFloat()) {
        order = orderOf(left, right);
    } else {
        const auto partial = left.asFloat() <=> right.asFloat();
        if (partial != std::partial_ordering::unordered)
            order = partial < 0 ? std::strong_ordering::less
                : partial > 0   ? std::strong_ordering::greater
                                : std::strong_ordering::equal;
    }
    return order ? holds(op, *order) : op == CompareOperator::NotEqual;
}

namespace {

Value isInteger(Interpreter&, Arguments a)
{
    const double value = a[0].asFloat();
    return Value::boolean(std::isfinite(value) && value == std::floor(value));
}

constexpr NativeRow wholeMethods[] = {
    {"bit_length", "/", [](Interpreter&, Arguments a) { return Value::integer(bitLength(a[0])); }},
    {"conjugate", "/",
     [](Interpreter&, Arguments a) { return *numberUnary(UnaryOperator::Positive, a[0]); }},
};
constexpr NativeRow realMethods[] = {
    {"is_integer", "/", isInteger},
    {"conjugate", "/", [](Interpreter&, Arguments a) { return a[0]; }},
};

} // namespace

std::span<const NativeRow> numberMethods(bool ofFloats)
{
    return ofFloats ? std::span<const NativeRow>(realMethods) : wholeMethods;
}

double roundTo(double value, int digits)
{
    if (!std::isfinite(value) || digits > 300)
        return value;
    if (digits < 0) {
        const double scale = std::pow(10.0, -digits);
        return std::nearbyint(value / scale) * scale;
    }
    // The decimal text rounds the exact value half to even, as CPython does.
    char text[800];
    const auto end =
        std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
    double result = value;
    std::from_chars(text, end.ptr, result);
    return result;
}

} // namespace engine::lang
