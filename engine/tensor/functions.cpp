#include <cmath>

#include "engine/tensor/convert.h"
#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

template <class Function>
Tensor ofNumbers(Op op, const Tensor& x, Function function)
{
    checkNumber(op, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return mapped<T, T>(x, function);
    });
}

template <class Function>
Tensor ofFloats(Op op, const Tensor& x, Function function)
{
    checkFloating(op, x.dtype());
    return x.dtype() == DType::Float32 ? mapped<float, float>(x, function)
                                       : mapped<double, double>(x, function);
}

} // namespace

Tensor cast(const Tensor& x, DType dtype)
{
    if (x.dtype() == dtype)
        return x;
    return withType(x.dtype(), [&](auto from) {
        using In = decltype(from);
        return withType(dtype, [&](auto to) {
            using Out = decltype(to);
            return mapped<In, Out>(x, [](In value) { return convertedTo<Out>(value); });
        });
    });
}

Tensor negative(const Tensor& x)
{
    return ofNumbers(Op::Negative, x, []<class T>(T value) -> T {
        if constexpr (std::is_integral_v<T>)
            return wrappingDifference(T{}, value);
        else
            return -value;
    });
}

Tensor abs(const Tensor& x)
{
    return ofNumbers(Op::Abs, x, []<class T>(T value) -> T {
        if constexpr (std::is_integral_v<T>)
            return value < 0 ? wrappingDifference(T{}, value) : value;
        else
            return std::abs(value);
    });
}

Tensor sign(const Tensor& x)
{
    return ofNumbers(Op::Sign, x, []<class T>(T value) -> T {
        if (value > 0)
            return 1;
        if (value < 0)
            return -1;
        return value == 0 ? T{} : value; // NaN stays
    });
}

Tensor square(const Tensor& x)
{
    return ofNumbers(Op::Square, x, [](auto value) { return wrappingProduct(value, value); });
}

Tensor sqrt(const Tensor& x)
{
    return ofFloats(Op::Sqrt, x, [](auto value) { return std::sqrt(value); });
}

Tensor exp(const Tensor& x)
{
    return ofFloats(Op::Exp, x, [](auto value) { return std::exp(value); });
}

Tensor log(const Tensor& x)
{
    return ofFloats(Op::Log, x, [](auto value) { return std::log(value); });
}

Tensor sin(const Tensor& x)
{
    return ofFloats(Op::Sin, x, [](auto value) { return std::sin(value); });
}

Tensor cos(const Tensor& x)
{
    return ofFloats(Op::Cos, x, [](auto value) { return std::cos(value); });
}

Tensor tanh(const Tensor& x)
{
    return ofFloats(Op::Tanh, x, [](auto value) { return std::tanh(value); });
}

Tensor sigmoid(const Tensor& x)
{
    // For negative arguments the form that does not overflow.
    return ofFloats(Op::Sigmoid, x, []<class T>(T value) -> T {
        if (value < 0) {
            const T power = std::exp(value);
            return power / (1 + power);
        }
        return 1 / (1 + std::exp(-value));
    });
}

Tensor relu(const Tensor& x)
{
    return ofNumbers(Op::Relu, x, []<class T>(T value) -> T { return value <= 0 ? T{} : value; });
}

} // namespace engine::kernels
