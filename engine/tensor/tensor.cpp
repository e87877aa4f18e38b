#include "engine/tensor/tensor.h"

#include <cmath>
#include <cstdio>
#include <cstring>

#include "engine/tensor/convert.h"
#include "engine/tensor/memorybudget.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

/// Buffers are made of these, which keeps them aligned for vector instructions.
struct alignas(16) Block
{
    std::byte bytes[16];
};

[[noreturn]] void throwTooBig(DType dtype, const Shape& shape)
{
    double bytes = static_cast<double>(byteSize(dtype));
    for (const std::int64_t extent : shape)
        bytes *= static_cast<double>(extent);
    char size[48];
    std::snprintf(size, sizeof size, "%.1f GiB", bytes / static_cast<double>(1 << 30));
    throw TensorError("ResourceExhaustedError",
                      "OOM when allocating tensor with shape" + shape.bracketText() + " and type "
                          + std::string(kernelName(dtype)) + ": it would take " + size
                          + ", and one tensor may take " + std::to_string(Tensor::maxBytes() >> 30)
                          + " GiB");
}

} // namespace

Tensor::Tensor()
    : Tensor(scalar(0.0F))
{
}

Tensor Tensor::full(DType dtype, const Shape& shape, double value)
{
    Tensor result = uninitialized(dtype, shape);
    withType(dtype, [&](auto element) {
        using T = decltype(element);
        std::fill_n(result.mutableData<T>(), result.size(), convertedTo<T>(value));
    });
    return result;
}

Tensor Tensor::uninitialized(DType dtype, const Shape& shape)
{
    const auto elementBytes = static_cast<std::int64_t>(byteSize(dtype));
    const std::int64_t count = shape.elementCount();
    if (count > maxBytes() / elementBytes)
        throwTooBig(dtype, shape);
    if (count * elementBytes >= MemoryBudget::bigBytes)
        MemoryBudget::check(dtype, shape, count * elementBytes);
    const auto blocks = static_cast<std::size_t>(count * elementBytes + 15) / sizeof(Block);
    return Tensor(dtype, shape, count, std::make_shared_for_overwrite<Block[]>(blocks));
}

Tensor::Tensor(DType dtype, const Shape& shape, std::int64_t size, std::shared_ptr<void> buffer)
    : m_dtype(dtype)
    , m_shape(shape)
    , m_size(size)
    , m_buffer(std::move(buffer))
{
}

double Tensor::at(std::int64_t index) const
{
    assert(index >= 0 && index < m_size);
    return withType(m_dtype, [&](auto element) {
        return static_cast<double>(data<decltype(element)>()[index]);
    });
}

std::int64_t Tensor::intAt(std::int64_t index) const
{
    assert(index >= 0 && index < m_size);
    return withType(m_dtype, [&](auto element) {
        return convertedTo<std::int64_t>(data<decltype(element)>()[index]);
    });
}

Tensor Tensor::withShape(const Shape& shape) const
{
    assert(shape.elementCount() == m_size);
    return Tensor(m_dtype, shape, m_size, m_buffer);
}

bool Tensor::identicalTo(const Tensor& other) const
{
    if (m_dtype != other.m_dtype || m_shape != other.m_shape)
        return false;
    const auto bytes = static_cast<std::size_t>(byteCount());
    if (m_buffer == other.m_buffer || std::memcmp(m_buffer.get(), other.m_buffer.get(), bytes) == 0)
        return true;
    return withType(m_dtype, [&](auto element) {
        using T = decltype(element);
        if constexpr (std::is_same_v<T, Half>) {
            return std::equal(data<T>(), data<T>() + m_size, other.data<T>(), [](T a, T b) {
                return std::isnan(static_cast<float>(a)) ? std::isnan(static_cast<float>(b))
                                                         : a == b;
            });
        } else if constexpr (std::is_floating_point_v<T>) {
            return std::equal(data<T>(), data<T>() + m_size, other.data<T>(), [](T a, T b) {
                return std::isnan(a) ? std::isnan(b) : std::memcmp(&a, &b, sizeof a) == 0;
            });
        } else {
            return false;
        }
    });
}

} // namespace engine
