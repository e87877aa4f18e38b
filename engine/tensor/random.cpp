#include "engine/tensor/random.h"

#include <cmath>
#include <numbers>

#include "engine/tensor/kernels.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

RandomSource::RandomSource(std::uint64_t seed)
    : m_engine(seed)
{
}

void RandomSource::reseed(std::uint64_t seed)
{
    m_engine.seed(seed);
}

std::uint64_t RandomSource::nextBits()
{
    return m_engine();
}

double RandomSource::nextUniform()
{
    return static_cast<double>(nextBits() >> 11) * 0x1p-53;
}

double RandomSource::nextNormal()
{
    // Box and Muller (1958). The radius needs a number in (0, 1]. The second of the pair is not
    // kept: then the source's state is the engine's alone, and what is drawn next never depends on
    // what kind of draw came before.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - nextUniform()));
    return radius * std::cos(2.0 * std::numbers::pi * nextUniform());
}

Tensor RandomSource::normal(DType dtype, const Shape& shape, double mean, double deviation)
{
    if (!isFloating(dtype)) {
        throw TensorError("InvalidArgumentError",
                          "Value for attr 'dtype' of " + std::string(kernelName(dtype))
                              + " is not in the list of allowed values: half, bfloat16, float, "
                                "double [Op:RandomStandardNormal]");
    }
    if (!isWide(dtype))
        return kernels::cast(normal(widened(dtype), shape, mean, deviation), dtype);
    Tensor result = Tensor::uninitialized(dtype, shape);
    withNumberType(dtype, [&](auto element) {
        using T = decltype(element);
        T* const values = result.mutableData<T>();
        for (std::int64_t i = 0; i < result.size(); ++i)
            values[i] = static_cast<T>(mean + deviation * nextNormal());
    });
    return result;
}

Tensor RandomSource::uniform(DType dtype, const Shape& shape, double low, double high)
{
    if (dtype == DType::Bool) {
        throw TensorError("InvalidArgumentError",
                          "Value for attr 'dtype' of bool is not in the list of allowed values: "
                          "half, bfloat16, float, double [Op:RandomUniform]");
    }
    if (isInteger(dtype) && !(low < high)) {
        throw TensorError("InvalidArgumentError",
                          "Need minval < maxval, got " + std::to_string(std::llround(low)) + " >= "
                              + std::to_string(std::llround(high)) + " [Op:RandomUniformInt]");
    }
    if (!isWide(dtype))
        return kernels::cast(uniform(widened(dtype), shape, low, high), dtype);
    Tensor result = Tensor::uninitialized(dtype, shape);
    withNumberType(dtype, [&](auto element) {
        using T = decltype(element);
        T* const values = result.mutableData<T>();
        for (std::int64_t i = 0; i < result.size(); ++i) {
            if constexpr (std::is_integral_v<T>) {
                // Rounding down from [low, high) keeps below high, as Python's randrange does.
                values[i] = static_cast<T>(std::floor(low + (high - low) * nextUniform()));
            } else {
                const T value = static_cast<T>(low + (high - low) * nextUniform());
                // Rounding to T must not reach the excluded end.
                const T end = static_cast<T>(high);
                values[i] =
                    value < end || low >= high ? value : std::nextafter(end, static_cast<T>(low));
            }
        }
    });
    return result;
}

} // namespace engine
