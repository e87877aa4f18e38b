#include <cmath>

#include "engine/tensor/convert.h"
#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

/// Many float32 numbers take the vector loop.
template <class Function>
Tensor ofFloats(Op op, const Tensor& x, ElementKernels::Unary ElementKernels::*loop,
                Function function)
{
    if (x.dtype() != DType::Float32 || x.size() < manyElements)
        return ofFloats(op, x, function);
    Tensor result = Tensor::uninitializedLike(x, x.dtype());
    (elementKernels().*loop)(x.data<float>(), result.mutableData<float>(), x.size());
    return result;
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
    return ofFloats(Op::Exp, x, &ElementKernels::exp, [](auto value) { return std::exp(value); });
}

Tensor log(const Tensor& x)
{
    return ofFloats(Op::Log, x, &ElementKernels::log, [](auto value) { return std::log(value); });
}

Tensor sin(const Tensor& x)
{
    return ofFloats(Op::Sin, x, &ElementKernels::sin, [](auto value) { return std::sin(value); });
}

Tensor cos(const Tensor& x)
{
    return ofFloats(Op::Cos, x, &ElementKernels::cos, [](auto value) { return std::cos(value); });
}

Tensor tanh(const Tensor& x)
{
    return ofFloats(Op::Tanh, x, &ElementKernels::tanh,
                    [](auto value) { return std::tanh(value); });
}

Tensor rsqrt(const Tensor& x)
{
    return ofFloats(Op::Rsqrt, x, [](auto value) { return 1 / std::sqrt(value); });
}

Tensor reciprocal(const Tensor& x)
{
    return ofFloats(Op::Reciprocal, x, [](auto value) { return 1 / value; });
}

Tensor expm1(const Tensor& x)
{
    return ofFloats(Op::Expm1, x, [](auto value) { return std::expm1(value); });
}

Tensor log1p(const Tensor& x)
{
    return ofFloats(Op::Log1p, x, [](auto value) { return std::log1p(value); });
}

Tensor tan(const Tensor& x)
{
    return ofFloats(Op::Tan, x, [](auto value) { return std::tan(value); });
}

Tensor asin(const Tensor& x)
{
    return ofFloats(Op::Asin, x, [](auto value) { return std::asin(value); });
}

Tensor acos(const Tensor& x)
{
    return ofFloats(Op::Acos, x, [](auto value) { return std::acos(value); });
}

Tensor atan(const Tensor& x)
{
    return ofFloats(Op::Atan, x, [](auto value) { return std::atan(value); });
}

Tensor sinh(const Tensor& x)
{
    return ofFloats(Op::Sinh, x, [](auto value) { return std::sinh(value); });
}

Tensor cosh(const Tensor& x)
{
    return ofFloats(Op::Cosh, x, [](auto value) { return std::cosh(value); });
}

Tensor asinh(const Tensor& x)
{
    return ofFloats(Op::Asinh, x, [](auto value) { return std::asinh(value); });
}

Tensor acosh(const Tensor& x)
{
    return ofFloats(Op::Acosh, x, [](auto value) { return std::acosh(value); });
}

Tensor atanh(const Tensor& x)
{
    return ofFloats(Op::Atanh, x, [](auto value) { return std::atanh(value); });
}

Tensor erf(const Tensor& x)
{
    return ofFloats(Op::Erf, x, [](auto value) { return std::erf(value); });
}

Tensor erfc(const Tensor& x)
{
    return ofFloats(Op::Erfc, x, [](auto value) { return std::erfc(value); });
}

Tensor floor(const Tensor& x)
{
    return ofFloats(Op::Floor, x, [](auto value) { return std::floor(value); });
}

Tensor ceil(const Tensor& x)
{
    return ofFloats(Op::Ceil, x, [](auto value) { return std::ceil(value); });
}

Tensor rint(const Tensor& x)
{
    return ofFloats(Op::Rint, x, [](auto value) { return std::nearbyint(value); });
}

Tensor round(const Tensor& x)
{
    // Halves go to the even neighbour; integers stay as they are.
    return isFloating(x.dtype()) ? rint(x)
                                 : ofNumbers(Op::Round, x, [](auto value) { return value; });
}

namespace {

template <class Function>
Tensor asked(Op op, const Tensor& x, Function function)
{
    checkFloating(op, x.dtype());
    return x.dtype() == DType::Float32 ? mapped<float, bool>(x, function)
                                       : mapped<double, bool>(x, function);
}

} // namespace

Tensor isNan(const Tensor& x)
{
    return asked(Op::IsNan, x, [](auto value) { return std::isnan(value); });
}

Tensor isInf(const Tensor& x)
{
    return asked(Op::IsInf, x, [](auto value) { return std::isinf(value); });
}

Tensor isFinite(const Tensor& x)
{
    return asked(Op::IsFinite, x, [](auto value) { return std::isfinite(value); });
}

} // namespace engine::kernels
