#include "engine/lang/numbers.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/lang/functions.h"
#include "engine/lang/objects.h"
#include "engine/lang/raisederror.h"

namespace engine::lang {

namespace {

[[noreturn]] void zeroDivision(const char* message)
{
    throw RaisedError("ZeroDivisionError", message, {"The divisor is 0 here.", "这里的除数是 0。"});
}

Value integerPower(std::int64_t base, std::int64_t exponent)
{
    std::int64_t result = 1;
    bool squareOverflows = false;
    for (auto left = exponent; left > 0; left >>= 1) {
        if ((left & 1) != 0 && (squareOverflows || __builtin_mul_overflow(result, base, &result)))
            raiseIntOverflow();
        squareOverflows = squareOverflows || __builtin_mul_overflow(base, base, &base);
    }
    return Value::integer(result);
}

std::optional<Value> integerBinary(BinaryOperator op, std::int64_t left, std::int64_t right)
{
    std::int64_t result = 0;
    switch (op) {
    case BinaryOperator::Add:
        if (__builtin_add_overflow(left, right, &result))
            raiseIntOverflow();
        return Value::integer(result);
    case BinaryOperator::Subtract:
        if (__builtin_sub_overflow(left, right, &result))
            raiseIntOverflow();
        return Value::integer(result);
    case BinaryOperator::Multiply:
        if (__builtin_mul_overflow(left, right, &result))
            raiseIntOverflow();
        return Value::integer(result);
    case BinaryOperator::Divide:
        if (right == 0)
            zeroDivision("division by zero");
        return Value::real(static_cast<double>(left) / static_cast<double>(right));
    case BinaryOperator::FloorDivide:
        return Value::integer(floorDivide(left, right));
    case BinaryOperator::Modulo:
        if (right == -1)
            return Value::integer(0);
        return Value::integer(left - floorDivide(left, right) * right);
    case BinaryOperator::Power:
        if (right >= 0)
            return integerPower(left, right);
        if (left == 0)
            zeroDivision("0.0 cannot be raised to a negative power");
        return Value::real(std::pow(static_cast<double>(left), static_cast<double>(right)));
    case BinaryOperator::BitAnd:
        return Value::integer(left & right);
    case BinaryOperator::BitOr:
        return Value::integer(left | right);
    case BinaryOperator::BitXor:
        return Value::integer(left ^ right);
    case BinaryOperator::ShiftLeft:
        if (right < 0)
            throw RaisedError("ValueError", "negative shift count");
        if (left == 0)
            return Value::integer(0);
        if (right > 62 || __builtin_mul_overflow(left, std::int64_t{1} << right, &result))
            raiseIntOverflow();
        return Value::integer(result);
    case BinaryOperator::ShiftRight:
        if (right < 0)
            throw RaisedError("ValueError", "negative shift count");
        return Value::integer(left >> (right > 63 ? 63 : right));
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
        const double remainder = pythonModulo(left, right);
        const double quotient = (left - remainder) / right;
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

template <class T>
bool compareAs(CompareOperator op, T left, T right)
{
    switch (op) {
    case CompareOperator::Less:
        return left < right;
    case CompareOperator::LessEqual:
        return left <= right;
    case CompareOperator::Equal:
        return left == right;
    case CompareOperator::NotEqual:
        return left != right;
    case CompareOperator::Greater:
        return left > right;
    case CompareOperator::GreaterEqual:
        return left >= right;
    }
    return false;
}

class Number : public Object // an int or float on whose method something is called
{
public:
    explicit Number(Value v)
        : value(std::move(v))
    {
    }
    Value value;
    std::string typeName() const override { return value.isFloat() ? "float" : "int"; }
};

const Value& numberIn(const Value& self)
{
    return self.as<Number>()->value;
}

} // namespace

void raiseIntOverflow()
{
    throw RaisedError(
        "OverflowError", "integer result does not fit into 64 bits",
        {"Whole numbers have at most 64 bits here. Use a float, e.g. 2.0 instead of 2.",
         "这里的整数最多 64 位。请使用浮点数，例如用 2.0 代替 2。"});
}

std::int64_t floorDivide(std::int64_t left, std::int64_t right)
{
    if (right == 0)
        zeroDivision("integer division or modulo by zero");
    if (right == -1) {
        if (left == std::numeric_limits<std::int64_t>::min())
            raiseIntOverflow();
        return -left;
    }
    const std::int64_t quotient = left / right;
    return quotient - ((left % right != 0 && (left < 0) != (right < 0)) ? 1 : 0);
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

std::optional<Value> numberBinary(BinaryOperator op, const Value& left, const Value& right)
{
    if (left.isBool() && right.isBool()) {
        if (op == BinaryOperator::BitAnd)
            return Value::boolean(left.asBool() && right.asBool());
        if (op == BinaryOperator::BitOr)
            return Value::boolean(left.asBool() || right.asBool());
        if (op == BinaryOperator::BitXor)
            return Value::boolean(left.asBool() != right.asBool());
    }
    if (isIntegral(left) && isIntegral(right))
        return integerBinary(op, integralOf(left), integralOf(right));
    return realBinary(op, floatOf(left), floatOf(right));
}

std::optional<Value> numberUnary(UnaryOperator op, const Value& operand)
{
    if (operand.isFloat()) {
        if (op == UnaryOperator::Invert)
            return {};
        return Value::real(op == UnaryOperator::Negative ? -operand.asFloat() : operand.asFloat());
    }
    if (!isIntegral(operand))
        return {};
    const std::int64_t value = integralOf(operand);
    if (op == UnaryOperator::Negative && value == std::numeric_limits<std::int64_t>::min())
        raiseIntOverflow();
    return Value::integer(op == UnaryOperator::Negative       ? -value
                              : op == UnaryOperator::Positive ? value
                                                              : ~value);
}

bool numberCompare(CompareOperator op, const Value& left, const Value& right)
{
    if (isIntegral(left) && isIntegral(right))
        return compareAs(op, integralOf(left), integralOf(right));
    return compareAs(op, floatOf(left), floatOf(right));
}

std::optional<Value> numberAttribute(const Value& number, const std::string& name)
{
    static const std::vector<Method> methods = {
        {"is_integer", 0, 0,
         [](Interpreter&, const Value& self, const std::vector<Value>&, const KeywordArguments&) {
             const double value = floatOf(numberIn(self));
             return Value::boolean(std::isfinite(value) && value == std::floor(value));
         }},
        {"bit_length", 0, 0,
         [](Interpreter&, const Value& self, const std::vector<Value>&, const KeywordArguments&) {
             const auto value = static_cast<std::uint64_t>(std::abs(integralOf(numberIn(self))));
             return Value::integer(std::bit_width(value));
         }},
    };
    if (!isNumber(number))
        return {};
    if (name == "real")
        return number;
    if (name == "imag")
        return number.isFloat() ? Value::real(0) : Value::integer(0);
    if ((name == "is_integer") != number.isFloat())
        return {};
    const Value holder = makeValue<Number>(number);
    return bindMethod(*holder.asObject(), methods, name);
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
