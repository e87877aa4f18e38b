#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

using Arguments = std::span<const Value>;

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

std::int64_t integerArgument(Interpreter& interpreter, const Value& value)
{
    if (const auto number = indexOf(interpreter, value))
        return *number;
    throw RaisedError("TypeError",
                      "'" + interpreter.qualifiedTypeName(value)
                          + "' object cannot be interpreted as an integer");
}

Value checked(double result, std::initializer_list<double> inputs)
{
    for (const double input : inputs)
        if (!std::isfinite(input))
            return Value::real(result);
    if (std::isnan(result))
        throw RaisedError(
            "ValueError", "math domain error",
            {"The function is not defined for this number.", "函数在这个数上没有定义。"});
    if (std::isinf(result))
        throw RaisedError("OverflowError", "math range error",
                          {"The result is too large for a float.", "结果超出了浮点数的范围。"});
    return Value::real(result);
}

Value logarithm(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments&)
{
    if (a.empty() || a.size() > 2)
        throw RaisedError("TypeError",
                          "log expected at least 1 argument, got " + std::to_string(a.size()));
    const double x = realArgument(interpreter, a[0]);
    if (x <= 0)
        throw RaisedError(
            "ValueError", "math domain error",
            {"The logarithm exists for positive numbers only.", "只有正数才有对数。"});
    if (a.size() == 1)
        return Value::real(std::log(x));
    const double base = realArgument(interpreter, a[1]);
    if (base <= 0)
        throw RaisedError("ValueError", "math domain error");
    if (base == 1)
        throw RaisedError("ZeroDivisionError", "float division by zero");
    return Value::real(std::log(x) / std::log(base));
}

Value wholeNumber(Interpreter& interpreter, double value)
{
    return interpreter.call(interpreter.implementation().types.at("int"), {Value::real(value)});
}

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
    const std::vector<std::pair<const char*, double (*)(double)>> functions = {
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
        {"fabs", std::fabs},
        {"erf", std::erf},
        {"gamma", std::tgamma},
        {"degrees", [](double x) { return x * 180 / std::numbers::pi; }},
        {"radians", [](double x) { return x * std::numbers::pi / 180; }},
    };
    const std::vector<Parameter> one = {Parameter::needed("x")};
    const std::vector<Parameter> two = {Parameter::needed("x"), Parameter::needed("y")};
    for (const auto& [name, function] : functions) {
        const bool isLogarithm = std::string_view(name).starts_with("log");
        math.function(name, one, [function = function, isLogarithm](Interpreter& i, Arguments a) {
            const double x = realArgument(i, a[0]);
            const double result = function(x);
            if (isLogarithm && std::isinf(result) && result < 0)
                throw RaisedError("ValueError", "math domain error");
            return checked(result, {x});
        });
    }
    math.define("log", makeValue<NativeFunction>("log", logarithm));
    math.function("pow", two, [](Interpreter& i, Arguments a) {
        const double x = realArgument(i, a[0]);
        const double y = realArgument(i, a[1]);
        if (x == 0 && y < 0)
            throw RaisedError("ValueError", "math domain error");
        return checked(std::pow(x, y), {x, y});
    });
    math.function("atan2", two, [](Interpreter& i, Arguments a) {
        return Value::real(std::atan2(realArgument(i, a[0]), realArgument(i, a[1])));
    });
    math.function("fmod", two, [](Interpreter& i, Arguments a) {
        const double x = realArgument(i, a[0]);
        const double y = realArgument(i, a[1]);
        return checked(std::fmod(x, y), {x, y});
    });
    math.function("copysign", two, [](Interpreter& i, Arguments a) {
        return Value::real(std::copysign(realArgument(i, a[0]), realArgument(i, a[1])));
    });
    math.define(
        "hypot",
        makeValue<NativeFunction>(
            "hypot", [](Interpreter& i, const std::vector<Value>& a, const KeywordArguments&) {
                double result = 0;
                for (const Value& x : a)
                    result = std::hypot(result, realArgument(i, x));
                return Value::real(result);
            }));
    math.function("floor", one, [](Interpreter& i, Arguments a) {
        return isIntegral(a[0]) ? Value::integer(integralOf(a[0]))
                                : wholeNumber(i, std::floor(realArgument(i, a[0])));
    });
    math.function("ceil", one, [](Interpreter& i, Arguments a) {
        return isIntegral(a[0]) ? Value::integer(integralOf(a[0]))
                                : wholeNumber(i, std::ceil(realArgument(i, a[0])));
    });
    math.function("trunc", one, [](Interpreter& i, Arguments a) {
        return isIntegral(a[0]) ? Value::integer(integralOf(a[0]))
                                : wholeNumber(i, std::trunc(realArgument(i, a[0])));
    });
    math.function("isnan", one, [](Interpreter& i, Arguments a) {
        return Value::boolean(std::isnan(realArgument(i, a[0])));
    });
    math.function("isinf", one, [](Interpreter& i, Arguments a) {
        return Value::boolean(std::isinf(realArgument(i, a[0])));
    });
    math.function("isfinite", one, [](Interpreter& i, Arguments a) {
        return Value::boolean(std::isfinite(realArgument(i, a[0])));
    });
    math.function("isclose",
                  {Parameter::needed("a"), Parameter::needed("b"),
                   Parameter::optional("rel_tol", Value::real(1e-9)),
                   Parameter::optional("abs_tol", Value::real(0))},
                  [](Interpreter& i, Arguments a) {
                      const double x = realArgument(i, a[0]);
                      const double y = realArgument(i, a[1]);
                      const double room =
                          std::max(realArgument(i, a[2]) * std::max(std::fabs(x), std::fabs(y)),
                                   realArgument(i, a[3]));
                      return Value::boolean(
                          x == y
                          || (std::isfinite(x) && std::isfinite(y) && std::fabs(x - y) <= room));
                  });
    math.function("gcd", two, [](Interpreter& i, Arguments a) {
        return Value::integer(std::gcd(integerArgument(i, a[0]), integerArgument(i, a[1])));
    });
    math.function("factorial", one, [](Interpreter& i, Arguments a) {
        const std::int64_t n = integerArgument(i, a[0]);
        if (n < 0)
            throw RaisedError("ValueError", "factorial() not defined for negative values");
        std::int64_t result = 1;
        for (std::int64_t k = 2; k <= n; ++k)
            if (__builtin_mul_overflow(result, k, &result))
                raiseIntOverflow();
        return Value::integer(result);
    });
    math.function(
        "comb", {Parameter::needed("n"), Parameter::needed("k")}, [](Interpreter& i, Arguments a) {
            const std::int64_t n = integerArgument(i, a[0]);
            const std::int64_t k = std::min(integerArgument(i, a[1]), n - integerArgument(i, a[1]));
            std::int64_t result = k < 0 ? 0 : 1;
            for (std::int64_t j = 1; j <= k; ++j) {
                if (__builtin_mul_overflow(result, n - k + j, &result))
                    raiseIntOverflow();
                result /= j;
                i.spend();
            }
            return Value::integer(result);
        });
    const auto fold = [](const char* name, BinaryOperator op, Value start) {
        return makeValue<NativeFunction>(name,
                                         std::vector<Parameter>{Parameter::needed("iterable")},
                                         [op, start](Interpreter& i, Arguments a) {
                                             Value total = start;
                                             for (const Value& element : i.elements(a[0]))
                                                 total = i.binary(op, total, element);
                                             return total;
                                         });
    };
    math.define("prod", fold("prod", BinaryOperator::Multiply, Value::integer(1)));
    math.define("fsum", fold("fsum", BinaryOperator::Add, Value::real(0)));
    return value;
}

} // namespace engine::lang
