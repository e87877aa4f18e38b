#include "engine/lang/bigint.h"

#include <charconv>
#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/lang/format.h"
#include "engine/lang/interpreter.h"
#include "engine/lang/numbers.h"
#include "engine/lang/raisederror.h"

namespace engine::lang {

using boost::multiprecision::cpp_int;

struct BigInt::Number
{
    cpp_int value;
};

namespace {

constexpr std::int64_t mostBits = 1 << 19; // Stop waits for the quotient of two such
constexpr std::size_t mostDigits = 4300;

cpp_int valueOf(const Value& value)
{
    const auto* big = value.as<BigInt>();
    return big != nullptr ? big->number().value : cpp_int(integralOf(value));
}

Value valueFrom(cpp_int number)
{
    if (number >= std::numeric_limits<std::int64_t>::min()
        && number <= std::numeric_limits<std::int64_t>::max())
        return Value::integer(static_cast<std::int64_t>(number));
    return makeValue<BigInt>(
        std::make_unique<const BigInt::Number>(BigInt::Number{std::move(number)}));
}

std::int64_t bits(const cpp_int& number)
{
    return number == 0 ? 0 : static_cast<std::int64_t>(msb(abs(number))) + 1;
}

/// A result of `bitCount` bits is on its way: refuses what is out of reach, counts what takes long.
/// `work` is the number of products of single bits.
void prepare(Interpreter& interpreter, double bitCount, double work)
{
    if (bitCount > static_cast<double>(mostBits))
        interpreter.limitReached("MemoryLimit", "a whole number gets too large",
                                 {"Whole numbers may have 150,000 digits. Use floats: 10.0 ** 100.",
                                  "整数最多可以有 15 万位。请使用浮点数：10.0 ** 100。"});
    interpreter.spend(static_cast<std::int64_t>(work / 4096 / 16));
}

cpp_int floorQuotient(const cpp_int& left, const cpp_int& right, cpp_int& remainder)
{
    if (right == 0)
        zeroDivision("integer division or modulo by zero");
    cpp_int quotient;
    divide_qr(left, right, quotient, remainder);
    if (remainder != 0 && (remainder < 0) != (right < 0)) {
        remainder += right;
        --quotient;
    }
    return quotient;
}

/// The double nearest to |number| * 2^scale.
double nearestDouble(cpp_int number, int scale)
{
    number = abs(number);
    const std::int64_t excess = bits(number) - 64;
    if (excess > 0) {
        const cpp_int shifted = number >> static_cast<unsigned>(excess);
        const bool sticky = (shifted << static_cast<unsigned>(excess)) != number;
        number = shifted;
        if (sticky)
            number |= 1;
        scale += static_cast<int>(excess);
    }
    return std::ldexp(static_cast<double>(static_cast<std::uint64_t>(number)), scale);
}

Value quotient(const cpp_int& left, const cpp_int& right)
{
    if (right == 0)
        zeroDivision("division by zero");
    // 66 bits of the quotient and whether anything is left: enough to round once.
    const auto shift = static_cast<int>(66 - bits(left) + bits(right));
    cpp_int up = abs(left);
    cpp_int down = abs(right);
    (shift > 0 ? up : down) <<= static_cast<unsigned>(std::abs(shift));
    cpp_int whole;
    cpp_int rest;
    divide_qr(up, down, whole, rest);
    whole = (whole << 1) | (rest != 0 ? 1 : 0);
    const double result = nearestDouble(whole, -shift - 1);
    if (std::isinf(result))
        throw RaisedError("OverflowError", "integer division result too large for a float");
    return Value::real((left < 0) != (right < 0) ? -result : result);
}

Value power(Interpreter& interpreter, const Value& left, const Value& right)
{
    if (isNegative(right)) {
        const double base = wholeToDouble(left);
        if (base == 0)
            zeroDivision("0.0 cannot be raised to a negative power");
        return Value::real(std::pow(base, wholeToDouble(right)));
    }
    const cpp_int base = valueOf(left);
    if (base == 0 || base == 1 || base == -1) {
        const bool even = (valueOf(right) & 1) == 0;
        return even && base == -1 ? Value::integer(1)
                                  : valueFrom(valueOf(right) == 0 ? cpp_int(1) : base);
    }
    const double exponent = isIntegral(right) ? static_cast<double>(integralOf(right)) : 1e300;
    const double size = static_cast<double>(bits(base) - 1) * exponent;
    prepare(interpreter, size, size * size);
    return valueFrom(pow(base, static_cast<unsigned>(integralOf(right))));
}

Value shifted(Interpreter& interpreter, const Value& left, const Value& right, bool up)
{
    if (isNegative(right))
        throw RaisedError("ValueError", "negative shift count");
    const cpp_int value = valueOf(left);
    if (value == 0)
        return Value::integer(0);
    const double places = isIntegral(right) ? static_cast<double>(integralOf(right)) : 1e300;
    if (up) {
        prepare(interpreter, static_cast<double>(bits(value)) + places, 0);
        return valueFrom(value << static_cast<unsigned>(places));
    }
    if (places > static_cast<double>(bits(value)))
        return Value::integer(value < 0 ? -1 : 0);
    cpp_int rest;
    return valueFrom(floorQuotient(value, cpp_int(1) << static_cast<unsigned>(places), rest));
}

} // namespace

BigInt::BigInt(std::unique_ptr<const Number> number)
    : Object(ObjectTag::BigInt)
    , m_number(std::move(number))
{
}
BigInt::~BigInt() = default;

std::string BigInt::repr(Interpreter& /*interpreter*/) const
{
    const Value self = Value::object(const_cast<BigInt*>(this));
    return (m_number->value < 0 ? "-" : "") + wholeDigits(self, 10);
}

std::string BigInt::format(Interpreter& /*interpreter*/, const std::string& specification) const
{
    return formatInteger(Value::object(const_cast<BigInt*>(this)), specification);
}

std::optional<double> BigInt::toFloat(Interpreter& /*interpreter*/) const
{
    return wholeToDouble(Value::object(const_cast<BigInt*>(this)));
}

std::optional<std::int64_t> BigInt::toInt(Interpreter& interpreter) const
{
    return toIndex(interpreter);
}

std::optional<std::int64_t> BigInt::toIndex(Interpreter& /*interpreter*/) const
{
    throw RaisedError("OverflowError", "Python int too large to convert to C long");
}

std::optional<Value> wholeBinary(Interpreter& interpreter, BinaryOperator op, const Value& left,
                                 const Value& right)
{
    if (op == BinaryOperator::Power)
        return power(interpreter, left, right);
    if (op == BinaryOperator::ShiftLeft || op == BinaryOperator::ShiftRight)
        return shifted(interpreter, left, right, op == BinaryOperator::ShiftLeft);
    const cpp_int l = valueOf(left);
    const cpp_int r = valueOf(right);
    const auto leftBits = static_cast<double>(bits(l));
    const auto rightBits = static_cast<double>(bits(r));
    const bool isProduct = op == BinaryOperator::Multiply;
    const bool isQuotient = op == BinaryOperator::FloorDivide || op == BinaryOperator::Modulo;
    prepare(interpreter, isProduct ? leftBits + rightBits - 1 : std::max(leftBits, rightBits),
            isProduct        ? leftBits * rightBits
                : isQuotient ? std::max(leftBits - rightBits, 0.0) * rightBits
                             : 0);
    cpp_int rest;
    switch (op) {
    case BinaryOperator::Add:
        return valueFrom(l + r);
    case BinaryOperator::Subtract:
        return valueFrom(l - r);
    case BinaryOperator::Multiply:
        return valueFrom(l * r);
    case BinaryOperator::Divide:
        return quotient(l, r);
    case BinaryOperator::FloorDivide:
        return valueFrom(floorQuotient(l, r, rest));
    case BinaryOperator::Modulo:
        floorQuotient(l, r, rest);
        return valueFrom(std::move(rest));
    // cpp_int has bits of its magnitude only for numbers below 0; ~x = -x - 1 leads back to them.
    case BinaryOperator::BitAnd:
    case BinaryOperator::BitOr:
    case BinaryOperator::BitXor: {
        const bool leftDown = l < 0;
        const bool rightDown = r < 0;
        const cpp_int a = leftDown ? cpp_int(-l - 1) : l;
        const cpp_int b = rightDown ? cpp_int(-r - 1) : r;
        const auto without = [](const cpp_int& x, const cpp_int& y) {
            return cpp_int(x ^ (x & y));
        };
        cpp_int result;
        bool down = false;
        if (op == BinaryOperator::BitXor) {
            result = a ^ b;
            down = leftDown != rightDown;
        } else {
            const bool isAnd = op == BinaryOperator::BitAnd;
            down = isAnd ? leftDown && rightDown : leftDown || rightDown;
            if (leftDown == rightDown)
                result = isAnd != leftDown ? cpp_int(a & b) : cpp_int(a | b);
            else if (isAnd)
                result = leftDown ? without(b, a) : without(a, b);
            else
                result = leftDown ? without(a, b) : without(b, a);
        }
        return valueFrom(down ? cpp_int(-result - 1) : result);
    }
    case BinaryOperator::Power:
    case BinaryOperator::ShiftLeft:
    case BinaryOperator::ShiftRight:
    case BinaryOperator::Matmul:
        break;
    }
    return {};
}

Value wholeNegative(const Value& value, bool invert)
{
    return valueFrom(-valueOf(value) - (invert ? 1 : 0));
}

std::strong_ordering compareWhole(const Value& left, const Value& right)
{
    if (isIntegral(left) && isIntegral(right))
        return integralOf(left) <=> integralOf(right);
    return valueOf(left).compare(valueOf(right)) <=> 0;
}

bool isNegative(const Value& whole)
{
    const auto* big = whole.as<BigInt>();
    return big != nullptr ? big->number().value < 0 : integralOf(whole) < 0;
}

double wholeToDouble(const Value& value)
{
    const cpp_int number = valueOf(value);
    const double result = bits(number) > 1100 ? HUGE_VAL : nearestDouble(number, 0);
    if (std::isinf(result))
        throw RaisedError("OverflowError", "int too large to convert to float");
    return number < 0 ? -result : result;
}

Value wholeFromDouble(double value)
{
    if (std::fabs(value) < 9.2e18)
        return Value::integer(static_cast<std::int64_t>(value));
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    const cpp_int mantissa(static_cast<std::int64_t>(std::ldexp(fraction, 53)));
    return valueFrom(mantissa * (cpp_int(1) << static_cast<unsigned>(exponent - 53)));
}

std::string wholeDigits(const Value& value, int base)
{
    cpp_int number = abs(valueOf(value));
    if (base == 10) {
        const bool large = bits(number) > 14'300;
        std::string digits = large ? std::string() : number.str();
        if (large || digits.size() > mostDigits)
            throw RaisedError("ValueError",
                              "Exceeds the limit (4300 digits) for integer string conversion",
                              {"The number has too many digits to be written out.",
                               "这个数的位数太多，无法写出。"});
        return digits;
    }
    const int width = base == 2 ? 1 : base == 8 ? 3 : 4; // bits of a digit
    const auto bit = [&number](std::int64_t at) {
        return bit_test(number, static_cast<unsigned>(at)) ? 1U : 0U;
    };
    std::string digits;
    for (auto left = std::max<std::int64_t>((bits(number) + width - 1) / width, 1); left > 0;
         --left) {
        unsigned digit = 0;
        for (std::int64_t at = left * width - 1; at >= (left - 1) * width; --at)
            digit = digit * 2 + bit(at);
        digits += "0123456789abcdef"[digit];
    }
    return digits;
}

Value wholeFromDigits(const std::string& digits, int base)
{
    std::int64_t small = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), small, base).ec
        == std::errc())
        return Value::integer(small);
    if (base == 10 && digits.size() > mostDigits)
        throw RaisedError("ValueError",
                          "Exceeds the limit (4300 digits) for integer string conversion");
    cpp_int number;
    for (const char c : digits) {
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        number = number * base + digit;
    }
    return valueFrom(std::move(number));
}

std::int64_t bitLength(const Value& value)
{
    return bits(valueOf(value));
}

std::uint64_t remainderForHash(const Value& value)
{
    return static_cast<std::uint64_t>(abs(valueOf(value)) % ((std::uint64_t{1} << 61) - 1));
}

} // namespace engine::lang
