#include <algorithm>
#include <cmath>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/tensorerror.h"
#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

/// Both operands of one number type; `function` is a template over it.
template <class Function>
Tensor ofNumbers(Op op, const Tensor& x, const Tensor& y, Function function)
{
    checkNumber(op, x.dtype());
    checkInputDType(op, 1, x.dtype(), y.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return combined<T, T>(op, x, y, function);
    });
}

[[gnu::noinline]] Tensor vectorLoop(const Tensor& x, const Tensor& y,
                                    ElementKernels::Binary ElementKernels::*loop)
{
    Tensor result = Tensor::uninitializedLike(x, DType::Float32);
    (elementKernels().*loop)(x.data<float>(), y.data<float>(), result.mutableData<float>(),
                             x.size());
    return result;
}

/// float32 numbers take the shortest way: two single ones, or the vector loop over many of one
/// shape.
template <class Function>
Tensor ofNumbers(Op op, const Tensor& x, const Tensor& y,
                 ElementKernels::Binary ElementKernels::*loop, Function function)
{
    constexpr std::int64_t worthwhile = 1024;
    if (x.dtype() != DType::Float32 || y.dtype() != DType::Float32)
        return ofNumbers(op, x, y, function);
    if (x.size() >= worthwhile && x.shape() == y.shape())
        return vectorLoop(x, y, loop);
    return combined<float, float>(op, x, y, function);
}

void checkDivisor(Op op, const Tensor& x, const Tensor& y)
{
    if (!isInteger(y.dtype()) || x.dtype() != y.dtype())
        return;
    if (commonShape(op, x, y).elementCount() == 0)
        return;
    withNumberType(y.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const values = y.data<T>();
        if (std::find(values, values + y.size(), T{}) != values + y.size())
            throwInvalidArgument(op, "Integer division by zero");
    });
}

template <class T>
T floorQuotient(T a, T b)
{
    if constexpr (std::is_integral_v<T>) {
        if (b == -1)
            return wrappingDifference(T{}, a);
        const T quotient = a / b;
        return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
    } else {
        return std::floor(a / b);
    }
}

template <class T>
T floorRemainder(T a, T b)
{
    if constexpr (std::is_integral_v<T>) {
        if (b == -1)
            return 0;
        const T remainder = a % b;
        return (remainder != 0 && (remainder < 0) != (b < 0)) ? remainder + b : remainder;
    } else {
        const T remainder = std::fmod(a, b);
        return (remainder != 0 && (remainder < 0) != (b < 0)) ? remainder + b : remainder;
    }
}

template <class T>
T raised(T base, T exponent)
{
    if constexpr (std::is_integral_v<T>) {
        T result = 1;
        for (; exponent > 0; exponent /= 2) {
            if (exponent % 2 == 1)
                result = wrappingProduct(result, base);
            base = wrappingProduct(base, base);
        }
        return result;
    } else {
        return std::pow(base, exponent);
    }
}

template <class T>
bool isNotANumber(T value)
{
    if constexpr (std::is_floating_point_v<T>)
        return std::isnan(value);
    else
        return false;
}

} // namespace

Tensor add(const Tensor& x, const Tensor& y)
{
    return ofNumbers(Op::Add, x, y, &ElementKernels::add,
                     [](auto a, auto b) { return wrappingSum(a, b); });
}

void addTo(float* sum, const float* amount, std::int64_t count)
{
    elementKernels().add(sum, amount, sum, count);
}

void addTo(double* sum, const double* amount, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        sum[i] += amount[i];
}

Tensor subtract(const Tensor& x, const Tensor& y)
{
    return ofNumbers(Op::Subtract, x, y, &ElementKernels::subtract,
                     [](auto a, auto b) { return wrappingDifference(a, b); });
}

Tensor multiply(const Tensor& x, const Tensor& y)
{
    return ofNumbers(Op::Multiply, x, y, &ElementKernels::multiply,
                     [](auto a, auto b) { return wrappingProduct(a, b); });
}

Tensor divide(const Tensor& x, const Tensor& y)
{
    // tf.truediv compares the dtypes in Python, before any kernel, and casts integers to float64.
    if (x.dtype() != y.dtype()) {
        throw TensorError("TypeError",
                          "x and y must have the same dtype, got tf." + std::string(name(x.dtype()))
                              + " != tf." + std::string(name(y.dtype())));
    }
    if (x.dtype() == DType::Bool)
        throw TensorError("TypeError", "Invalid dtype tf.bool in __truediv__");
    if (isInteger(x.dtype()))
        return divide(cast(x, DType::Float64), cast(y, DType::Float64));
    return ofNumbers(Op::Divide, x, y, &ElementKernels::divide,
                     [](auto a, auto b) { return a / b; });
}

Tensor floorDivide(const Tensor& x, const Tensor& y)
{
    checkDivisor(Op::FloorDivide, x, y);
    return ofNumbers(Op::FloorDivide, x, y, [](auto a, auto b) { return floorQuotient(a, b); });
}

Tensor floorModulo(const Tensor& x, const Tensor& y)
{
    checkDivisor(Op::FloorModulo, x, y);
    return ofNumbers(Op::FloorModulo, x, y, [](auto a, auto b) { return floorRemainder(a, b); });
}

Tensor power(const Tensor& x, const Tensor& y)
{
    if (isInteger(y.dtype()) && x.dtype() == y.dtype()) {
        withNumberType(y.dtype(), [&](auto element) {
            using T = decltype(element);
            const T* const exponents = y.data<T>();
            if (std::any_of(exponents, exponents + y.size(), [](T value) { return value < 0; }))
                throwInvalidArgument(Op::Power,
                                     "Integers to negative integer powers are not allowed");
        });
    }
    return ofNumbers(Op::Power, x, y, [](auto a, auto b) { return raised(a, b); });
}

// A NaN in either operand is the result, also where the comparison alone would lose it.
Tensor maximum(const Tensor& x, const Tensor& y)
{
    return ofNumbers(Op::Maximum, x, y,
                     [](auto a, auto b) { return a >= b || isNotANumber(a) ? a : b; });
}

Tensor minimum(const Tensor& x, const Tensor& y)
{
    return ofNumbers(Op::Minimum, x, y,
                     [](auto a, auto b) { return a <= b || isNotANumber(a) ? a : b; });
}

} // namespace engine::kernels
