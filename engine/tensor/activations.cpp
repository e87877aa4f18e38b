#include <cmath>
#include <numbers>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

// For negative arguments the form that does not overflow.
template <class T>
T logistic(T value)
{
    if (value < 0) {
        const T power = std::exp(value);
        return power / (1 + power);
    }
    return 1 / (1 + std::exp(-value));
}

/// log(1 + exp(x)) without overflow.
template <class T>
T softPositive(T value)
{
    return std::max(value, T{}) + std::log1p(std::exp(-std::abs(value)));
}

} // namespace

Tensor sigmoid(const Tensor& x)
{
    return ofFloats(Op::Sigmoid, x, [](auto value) { return logistic(value); });
}

Tensor logSigmoid(const Tensor& x)
{
    return ofFloats(Op::LogSigmoid, x, [](auto value) { return -softPositive(-value); });
}

Tensor softplus(const Tensor& x)
{
    return ofFloats(Op::Softplus, x, [](auto value) { return softPositive(value); });
}

Tensor softsign(const Tensor& x)
{
    return ofFloats(Op::Softsign, x, [](auto value) { return value / (1 + std::abs(value)); });
}

Tensor relu(const Tensor& x)
{
    return ofNumbers(Op::Relu, x, []<class T>(T value) -> T { return value <= 0 ? T{} : value; });
}

Tensor relu6(const Tensor& x)
{
    return ofNumbers(Op::Relu6, x, []<class T>(T value) -> T {
        return value <= 0 ? T{} : value > 6 ? T{6} : value;
    });
}

Tensor leakyRelu(const Tensor& x, double slope)
{
    return ofFloats(Op::LeakyRelu, x, [slope]<class T>(T value) -> T {
        return value > 0 ? value : static_cast<T>(slope) * value;
    });
}

Tensor elu(const Tensor& x)
{
    return ofFloats(Op::Elu, x,
                    []<class T>(T value) -> T { return value < 0 ? std::expm1(value) : value; });
}

Tensor selu(const Tensor& x)
{
    // Klambauer and others (2017), "Self-normalizing neural networks".
    constexpr double scale = 1.0507009873554804934193349852946;
    constexpr double alpha = 1.6732632423543772848170429916717;
    return ofFloats(Op::Selu, x, []<class T>(T value) -> T {
        return value < 0 ? static_cast<T>(scale * alpha) * std::expm1(value)
                         : static_cast<T>(scale) * value;
    });
}

Tensor gelu(const Tensor& x, bool approximate)
{
    // Hendrycks and Gimpel (2016), "Gaussian error linear units".
    return ofFloats(Op::Gelu, x, [approximate]<class T>(T value) -> T {
        if (!approximate)
            return T{0.5} * value * (1 + std::erf(value / std::numbers::sqrt2_v<T>));
        const T inner = static_cast<T>(0.7978845608028654)
            * (value + static_cast<T>(0.044715) * value * value * value);
        return T{0.5} * value * (1 + std::tanh(inner));
    });
}

Tensor swish(const Tensor& x)
{
    return ofFloats(Op::Swish, x, [](auto value) { return value * logistic(value); });
}

} // namespace engine::kernels
