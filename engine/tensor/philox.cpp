#include "engine/tensor/philox.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "engine/tensor/kernels.h"

namespace engine {
namespace {

/// [0, 1): the lowest bits as the fraction of a number in [1, 2), less 1.
float unitFloat(std::uint32_t bits)
{
    return std::bit_cast<float>((127U << 23U) | (bits & 0x7fffffU)) - 1.0F;
}

double unitDouble(std::uint32_t high, std::uint32_t low)
{
    const std::uint64_t fraction = (std::uint64_t{high & 0xfffffU} << 32U) | low;
    return std::bit_cast<double>((std::uint64_t{1023} << 52U) | fraction) - 1.0;
}

/// Two independent normal numbers of two uniform ones: Box and Muller (1958). In double also for
/// floats, so that every machine rounds to the same float; TensorFlow may differ in the last digit.
std::array<double, 2> normalPair(double first, double second)
{
    const double radius = std::sqrt(-2 * std::log(std::max(first, 1e-7)));
    const double angle = 2 * std::numbers::pi * second;
    return {std::sin(angle) * radius, std::cos(angle) * radius};
}

/// Fills `values` with what `group` makes of one block of bits after another.
template <class T, class Group>
void fill(Philox& bits, Tensor& values, Group group)
{
    T* const data = values.mutableData<T>();
    for (std::int64_t i = 0; i < values.size();) {
        for (const T value : group(bits.next())) {
            if (i < values.size())
                data[i++] = value;
        }
    }
}

} // namespace

Philox::Block Philox::encrypted(Block counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(first)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

Philox::Philox(std::uint64_t first, std::uint64_t second)
{
    // The seeds are scrambled, so that seeds beside each other give unlike numbers.
    const Block mixed =
        encrypted({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first >> 32U),
                   static_cast<std::uint32_t>(second), static_cast<std::uint32_t>(second >> 32U)},
                  {0x3ec8f720U, 0x02461e29U});
    m_key = {mixed[0], mixed[1]};
    m_counter = {0, 0, mixed[2], mixed[3]};
}

Philox::Block Philox::next()
{
    const Block block = encrypted(m_counter, m_key);
    for (std::uint32_t& word : m_counter) {
        if (++word != 0)
            break;
    }
    return block;
}

Tensor Philox::normal(DType dtype, const Shape& shape)
{
    Tensor values =
        Tensor::uninitialized(dtype == DType::Float64 ? DType::Float64 : DType::Float32, shape);
    if (dtype == DType::Float64)
        fill<double>(*this, values, [](const Block& b) {
            return normalPair(unitDouble(b[0], b[1]), unitDouble(b[2], b[3]));
        });
    else
        fill<float>(*this, values, [](const Block& b) {
            const auto one = normalPair(unitFloat(b[0]), unitFloat(b[1]));
            const auto two = normalPair(unitFloat(b[2]), unitFloat(b[3]));
            return std::array{static_cast<float>(one[0]), static_cast<float>(one[1]),
                              static_cast<float>(two[0]), static_cast<float>(two[1])};
        });
    return dtype == values.dtype() ? values : kernels::cast(values, dtype);
}

Tensor Philox::uniform(DType dtype, const Shape& shape, std::int64_t low, std::int64_t high)
{
    Tensor values = Tensor::uninitialized(dtype, shape);
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    if (dtype == DType::Float64)
        fill<double>(*this, values, [](const Block& b) {
            return std::array{unitDouble(b[0], b[1]), unitDouble(b[2], b[3])};
        });
    else if (dtype == DType::Float32)
        fill<float>(*this, values, [](const Block& b) {
            return std::array{unitFloat(b[0]), unitFloat(b[1]), unitFloat(b[2]), unitFloat(b[3])};
        });
    else if (dtype == DType::Int64)
        fill<std::int64_t>(*this, values, [&](const Block& b) {
            const auto one = [&](std::uint32_t lower, std::uint32_t upper) {
                const std::uint64_t bits = lower | (std::uint64_t{upper} << 32U);
                return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + bits % range);
            };
            return std::array{one(b[0], b[1]), one(b[2], b[3])};
        });
    else
        fill<std::int32_t>(*this, values, [&](const Block& b) {
            std::array<std::int32_t, 4> numbers{};
            std::transform(b.begin(), b.end(), numbers.begin(), [&](std::uint32_t bits) {
                return static_cast<std::int32_t>(low + static_cast<std::int64_t>(bits % range));
            });
            return numbers;
        });
    return values;
}

} // namespace engine
