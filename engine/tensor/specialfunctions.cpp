#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

/// Computed in double for both floating types.
template <class Function>
Tensor inDouble(Op op, const Tensor& x, Function function)
{
    checkFloating(op, x.dtype());
    if (x.dtype() == DType::Float32)
        return mapped<float, float>(x, [&](float value) {
            return static_cast<float>(function(static_cast<double>(value)));
        });
    return mapped<double, double>(x, function);
}

/// log |Γ(x)|, without the C library's hidden sign variable.
double logGamma(double x)
{
    int sign = 0;
    return ::lgamma_r(x, &sign);
}

/// ψ(x): reflected for negative x, raised to x ≥ 10, then the asymptotic series.
double digammaOf(double x)
{
    if (x <= 0) {
        if (x == std::floor(x))
            return std::numeric_limits<double>::quiet_NaN();
        return digammaOf(1 - x) - std::numbers::pi / std::tan(std::numbers::pi * x);
    }
    double result = 0;
    for (; x < 10; ++x)
        result -= 1 / x;
    const double z = 1 / (x * x);
    const double series = z
        * (1.0 / 12
           - z
               * (1.0 / 120
                  - z
                      * (1.0 / 252
                         - z * (1.0 / 240 - z * (1.0 / 132 - z * (691.0 / 32760 - z / 12))))));
    return result + std::log(x) - 0.5 / x - series;
}

/// Σ 1/(q + k)^s over k ≥ 0, by Euler and Maclaurin's formula.
double hurwitzZeta(int s, double q)
{
    constexpr std::array bernoulli{1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                   5.0 / 66, -691.0 / 2730, 7.0 / 6,  -3617.0 / 510};
    double sum = 0;
    for (; q < 15; ++q)
        sum += std::pow(q, -s);
    const double power = std::pow(q, -s);
    sum += power * q / (s - 1) + power / 2;
    double term =
        power / q; // s(s+1)...(s+2j-2) / (2j)! · q^(−s−2j+1), without the Bernoulli number
    double factor = s / 2.0;
    for (std::size_t j = 0; j < bernoulli.size(); ++j) {
        sum += bernoulli[j] * factor * term;
        const double k = 2 * static_cast<double>(j + 1);
        factor *= (s + k - 1) * (s + k) / ((k + 1) * (k + 2));
        term /= q * q;
    }
    return sum;
}

/// The y with erf y = x: a rough start, then Newton's method where it has most digits.
double erfinvOf(double x)
{
    if (std::isnan(x) || std::abs(x) > 1)
        return std::numeric_limits<double>::quiet_NaN();
    if (std::abs(x) == 1)
        return std::copysign(std::numeric_limits<double>::infinity(), x);
    const double size = std::abs(x);
    const double rest = std::log((1 - size) * (1 + size));
    const double middle = 2 / (std::numbers::pi * 0.147) + rest / 2;
    double y = std::sqrt(std::sqrt(middle * middle - rest / 0.147) - middle);
    for (int step = 0; step < 4; ++step) {
        const double error = size > 0.5 ? (1 - size) - std::erfc(y) : std::erf(y) - size;
        const double slope = 2 * std::numbers::inv_sqrtpi * std::exp(-y * y);
        const double move = error / slope;
        y -= move / (1 + y * move); // Halley
    }
    return std::copysign(y, x);
}

} // namespace

Tensor erfinv(const Tensor& x)
{
    return inDouble(Op::Erfinv, x, erfinvOf);
}

Tensor lgamma(const Tensor& x)
{
    return inDouble(Op::Lgamma, x, logGamma);
}

Tensor digamma(const Tensor& x)
{
    return inDouble(Op::Digamma, x, digammaOf);
}

Tensor polygamma(const Tensor& x, int n)
{
    if (n == 0)
        return digamma(x);
    const double factorial = std::tgamma(n + 1.0) * (n % 2 == 1 ? 1 : -1);
    return inDouble(Op::Polygamma, x,
                    [=](double value) { return factorial * hurwitzZeta(n + 1, value); });
}

} // namespace engine::kernels
