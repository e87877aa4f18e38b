#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

double realArgument(Interpreter& interpreter, const Value& value)
{
    if (isNumber(value))
        return floatOf(value);
    if (value.isObject() && stringText(value) == nullptr)
        if (const auto number = value.asObject()->toFloat(interpreter))
            return *number;
    throw RaisedError(
        "TypeError", "must be real number, not " + interpreter.qualifiedTypeName(value),
        value.isObject()
            ? BilingualText{"The functions of `math` take plain numbers, not tensors or lists.",
                            "`math` 的函数只接受普通数字，不接受张量或列表。"}
            : BilingualText{});
}

Value checked(double result, std::initializer_list<double> inputs)
{
    const auto all = [&inputs](bool (*test)(double)) {
        return std::all_of(inputs.begin(), inputs.end(), test);
    };
    if (std::isnan(result) && all([](double x) { return !std::isnan(x); }))
        throw RaisedError(
            "ValueError", "math domain error",
            {"The function is not defined for this number.", "函数在这个数上没有定义。"});
    if (std::isinf(result) && all([](double x) { return std::isfinite(x); }))
        throw RaisedError("OverflowError", "math range error",
                          {"The result is too large for a float.", "结果超出了浮点数的范围。"});
    return Value::real(result);
}

/// Also of ints that are too large for a float.
double logarithmOf(Interpreter& i, const Value& value)
{
    if (value.as<BigInt>() != nullptr && !isNegative(value)) {
        const std::int64_t shift = bitLength(value) - 64;
        const Value top = *numberBinary(i, BinaryOperator::ShiftRight, value, Value::integer(shift));
        return std::log(floatOf(top)) + static_cast<double>(shift) * std::numbers::ln2;
    }
    const double x = realArgument(i, value);
    if (x <= 0)
        throw RaisedError(
            "ValueError", "math domain error",
            {"The logarithm exists for positive numbers only.", "只有正数才有对数。"});
    return std::log(x);
}

Value logarithm(Interpreter& i, Arguments a)
{
    const double x = logarithmOf(i, a[0]);
    if (a[1].isUnbound())
        return Value::real(x);
    const double base = logarithmOf(i, a[1]);
    if (base == 0)
        throw RaisedError("ZeroDivisionError", "float division by zero");
    return Value::real(x / base);
}

/// floor, ceil or trunc.
template <double (*function)(double)>
Value whole(Interpreter& i, Arguments a)
{
    return isWhole(a[0]) ? *numberUnary(UnaryOperator::Positive, a[0])
                         : i.call(i.implementation().types.at("int"),
                                  {Value::real(function(realArgument(i, a[0])))});
}

template <bool (*function)(double)>
Value test(Interpreter& i, Arguments a)
{
    return Value::boolean(function(realArgument(i, a[0])));
}

Value power(Interpreter& i, Arguments a)
{
    const double x = realArgument(i, a[0]);
    const double y = realArgument(i, a[1]);
    if (x == 0 && y < 0 && std::isfinite(y))
        throw RaisedError("ValueError", "math domain error");
    return checked(std::pow(x, y), {x, y});
}

Value remainderOf(Interpreter& i, Arguments a)
{
    const double x = realArgument(i, a[0]);
    const double y = realArgument(i, a[1]);
    if (std::isinf(x) && !std::isnan(y))
        throw RaisedError("ValueError", "math domain error");
    return checked(std::fmod(x, y), {x, y});
}

Value hypotenuse(Interpreter& i, Arguments a)
{
    double result = 0;
    for (const Value& x : *tupleElements(a[0]))
        result = std::hypot(result, realArgument(i, x));
    return Value::real(result);
}

Value isClose(Interpreter& i, Arguments a)
{
    const double x = realArgument(i, a[0]);
    const double y = realArgument(i, a[1]);
    const double room = std::max(realArgument(i, a[2]) * std::max(std::fabs(x), std::fabs(y)),
                                 realArgument(i, a[3]));
    return Value::boolean(
        x == y || (std::isfinite(x) && std::isfinite(y) && std::fabs(x - y) <= room));
}

Value arithmetic(Interpreter& i, BinaryOperator op, const Value& left, const Value& right)
{
    return *numberBinary(i, op, left, right);
}

Value wholeNumber(Interpreter& i, const Value& value)
{
    return isWhole(value) ? value : Value::integer(wholeArgument(i, value));
}

Value greatestCommonDivisor(Interpreter& i, Arguments a)
{
    Value result = Value::integer(0);
    for (const Value& next : *tupleElements(a[0])) {
        Value other = wholeNumber(i, next);
        while (i.truth(other))
            result = std::exchange(other, arithmetic(i, BinaryOperator::Modulo, result, other));
    }
    return isNegative(result) ? wholeNegative(result) : result;
}

Value factorial(Interpreter& i, Arguments a)
{
    const std::int64_t n = wholeArgument(i, a[0]);
    if (n < 0)
        throw RaisedError("ValueError", "factorial() not defined for negative values");
    Value result = Value::integer(1);
    for (std::int64_t k = 2; k <= n; ++k) {
        i.spend();
        result = arithmetic(i, BinaryOperator::Multiply, result, Value::integer(k));
    }
    return result;
}

Value combinations(Interpreter& i, Arguments a)
{
    const std::int64_t n = wholeArgument(i, a[0]);
    std::int64_t k = wholeArgument(i, a[1]);
    if (n < 0 || k < 0)
        throw RaisedError("ValueError", "n and k must be non-negative integers");
    k = std::min(k, n - k);
    Value result = Value::integer(k < 0 ? 0 : 1);
    for (std::int64_t j = 1; j <= k; ++j) {
        i.spend();
        result = arithmetic(i, BinaryOperator::Multiply, result, Value::integer(n - k + j));
        result = arithmetic(i, BinaryOperator::FloorDivide, result, Value::integer(j));
    }
    return result;
}

/// Newton's method from above.
Value integerRoot(Interpreter& i, Arguments a)
{
    const Value n = wholeNumber(i, a[0]);
    if (isNegative(n))
        throw RaisedError("ValueError", "isqrt() argument must be nonnegative");
    const Value one = Value::integer(1);
    Value root = arithmetic(i, BinaryOperator::ShiftLeft, one,
                            Value::integer((bitLength(n) + 1) / 2 + 1));
    while (i.truth(root)) {
        const Value sum = arithmetic(i, BinaryOperator::Add, root,
                                     arithmetic(i, BinaryOperator::FloorDivide, n, root));
        const Value next = arithmetic(i, BinaryOperator::ShiftRight, sum, one);
        if (numberCompare(CompareOperator::GreaterEqual, next, root))
            break;
        root = next;
    }
    return root;
}

Value product(Interpreter& i, Arguments a)
{
    Value total = a[1];
    for (const Value& element : i.elements(a[0]))
        total = i.binary(BinaryOperator::Multiply, total, element);
    return total;
}

/// The exact sum, rounded once (Shewchuk's partial sums).
Value exactSum(Interpreter& i, Arguments a)
{
    std::vector<double> partials;
    for (const Value& element : i.elements(a[0])) {
        double x = realArgument(i, element);
        std::vector<double> next;
        for (double y : partials) {
            if (std::fabs(x) < std::fabs(y))
                std::swap(x, y);
            const double high = x + y;
            if (const double low = y - (high - x); low != 0)
                next.push_back(low);
            x = high;
        }
        next.push_back(x);
        partials = std::move(next);
    }
    double total = 0;
    while (!partials.empty()) {
        const double x = total;
        const double y = partials.back();
        partials.pop_back();
        total = x + y;
        double low = y - (total - x);
        if (low == 0)
            continue;
        if (!partials.empty() && (low < 0) == (partials.back() < 0)) { // half way: look further
            const double twice = low * 2;
            const double up = total + twice;
            if (twice == up - total)
                total = up;
        }
        break;
    }
    return Value::real(total);
}

constexpr NativeRow functions[] = {
    {"log", "x, base=?, /", logarithm},
    {"floor", "x, /", whole<std::floor>},
    {"ceil", "x, /", whole<std::ceil>},
    {"trunc", "x, /", whole<std::trunc>},
    {"isnan", "x, /", test<std::isnan>},
    {"isinf", "x, /", test<std::isinf>},
    {"isfinite", "x, /", test<std::isfinite>},
    {"pow", "x, y, /", power},
    {"fmod", "x, y, /", remainderOf},
    {"atan2", "y, x, /",
     [](Interpreter& i, Arguments a) {
         return Value::real(std::atan2(realArgument(i, a[0]), realArgument(i, a[1])));
     }},
    {"copysign", "x, y, /",
     [](Interpreter& i, Arguments a) {
         return Value::real(std::copysign(realArgument(i, a[0]), realArgument(i, a[1])));
     }},
    {"hypot", "*coordinates", hypotenuse},
    {"isclose", "a, b, *, rel_tol=0.000000001, abs_tol=0.0", isClose},
    {"gcd", "*integers", greatestCommonDivisor},
    {"factorial", "n, /", factorial},
    {"comb", "n, k, /", combinations},
    {"isqrt", "n, /", integerRoot},
    {"prod", "iterable, *, start=1", product},
    {"fsum", "iterable, /", exactSum},
};

/// Functions of one float.
constexpr std::pair<const char*, double (*)(double)> realFunctions[] = {
    {"sqrt", std::sqrt},
    {"exp", std::exp},
    {"expm1", std::expm1},
    {"log2", std::log2},
    {"log10", std::log10},
    {"log1p", std::log1p},
    {"sin", std::sin},
    {"cos", std::cos},
    {"tan", std::tan},
    {"asin", std::asin},
    {"acos", std::acos},
    {"atan", std::atan},
    {"sinh", std::sinh},
    {"cosh", std::cosh},
    {"tanh", std::tanh},
    {"asinh", std::asinh},
    {"acosh", std::acosh},
    {"atanh", std::atanh},
    {"fabs", std::fabs},
    {"erf", std::erf},
    {"erfc", std::erfc},
    {"gamma", std::tgamma},
    {"lgamma", std::lgamma},
    {"degrees", [](double x) { return x * (180 / std::numbers::pi); }},
    {"radians", [](double x) { return x * (std::numbers::pi / 180); }},
};

} // namespace

Value makeMathModule()
{
    Value value = makeValue<Module>("math");
    auto& math = *value.as<Module>();
    math.define("pi", Value::real(std::numbers::pi));
    math.define("e", Value::real(std::numbers::e));
    math.define("tau", Value::real(2 * std::numbers::pi));
    math.define("inf", Value::real(std::numeric_limits<double>::infinity()));
    math.define("nan", Value::real(std::numeric_limits<double>::quiet_NaN()));
    math.functions(functions);
    for (const auto& [name, function] : realFunctions) {
        const bool isLogarithm = std::string_view(name).starts_with("log");
        math.define(name, makeValue<NativeFunction>(
                              name, "x, /", [function = function, isLogarithm](Interpreter& i, Arguments a) {
                                  const double x = realArgument(i, a[0]);
                                  const double result = function(x);
                                  if (isLogarithm && std::isinf(result) && result < 0)
                                      throw RaisedError("ValueError", "math domain error");
                                  return checked(result, {x});
                              }));
    }
    return value;
}

} // namespace engine::lang
