#include "engine/tensor/tensor.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <new>

#include "engine/tensor/blockpool.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/memorybudget.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

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

Tensor Tensor::full(DType dtype, const Shape& shape, double value)
{
    Tensor result = uninitialized(dtype, shape);
    withType(dtype, [&](auto element) {
        using T = decltype(element);
        std::fill_n(result.mutableData<T>(), result.size(), convertedTo<T>(value));
    });
    return result;
}

Tensor Tensor::uninitialized(DType dtype, const Shape& shape, std::int64_t count)
{
    const auto elementBytes = static_cast<std::int64_t>(byteSize(dtype));
    if (count > maxBytes() / elementBytes)
        throwTooBig(dtype, shape);
    if (count == 1 && shape.rank() <= Shape::ownRank
        && static_cast<std::size_t>(elementBytes) <= ownBytes) {
        Tensor result;
        result.m_dtype = dtype;
        result.m_rank = static_cast<std::uint8_t>(shape.rank());
        return result;
    }
    if (count * elementBytes >= MemoryBudget::bigBytes)
        MemoryBudget::check(dtype, shape, count * elementBytes);
    return withBlock(dtype, shape, count, static_cast<std::size_t>(count * elementBytes));
}

Tensor Tensor::withBlock(DType dtype, const Shape& shape, std::int64_t size,
                         std::size_t elementBytes)
{
    static_assert(sizeof(Block) == 64);
    std::uint8_t sizeClass = 0;
    void* const memory = takeBlock(sizeof(Block) + elementBytes, sizeClass);
    auto* const block = ::new (memory) Block{shape, size, 1, sizeClass};
    block->elements = block->ownElements();
    Tensor result;
    result.m_storage.block = block;
    result.m_dtype = dtype;
    result.m_rank = sharedMark;
    return result;
}

void Tensor::release() noexcept
{
    Block* block = m_storage.block;
    // The only owner needs no atomic subtraction: there is nobody who could come in between.
    while (block
           && (block->owners.load(std::memory_order_acquire) == 1
               || block->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)) {
        Block* const base = block->base();
        const std::uint8_t sizeClass = block->sizeClass;
        block->~Block();
        giveBlock(block, sizeClass);
        block = base;
    }
}

double Tensor::at(std::int64_t index) const
{
    assert(index >= 0 && index < size());
    return withType(m_dtype, [&](auto element) {
        return static_cast<double>(data<decltype(element)>()[index]);
    });
}

std::int64_t Tensor::intAt(std::int64_t index) const
{
    assert(index >= 0 && index < size());
    return withType(m_dtype, [&](auto element) {
        return convertedTo<std::int64_t>(data<decltype(element)>()[index]);
    });
}

Tensor Tensor::withShape(const Shape& shape) const
{
    assert(shape.elementCount() == size());
    if (!isShared() && shape.rank() <= Shape::ownRank) {
        Tensor result = *this;
        result.m_rank = static_cast<std::uint8_t>(shape.rank());
        return result;
    }
    if (!isShared()) { // too many axes for the object itself
        Tensor result = withBlock(m_dtype, shape, 1, ownBytes);
        std::memcpy(result.block()->elements, m_storage.bytes, ownBytes);
        return result;
    }
    Tensor result = withBlock(m_dtype, shape, size(), 0);
    Block* const base = block()->base() ? block()->base() : block();
    base->owners.fetch_add(1, std::memory_order_relaxed);
    result.block()->elements = block()->elements;
    return result;
}

Tensor Tensor::withoutNumbers() const
{
    if (!isShared())
        return *this;
    Tensor result = withBlock(m_dtype, shape(), size(), 0);
    result.block()->elements = nullptr;
    return result;
}

bool Tensor::identicalTo(const Tensor& other) const
{
    if (m_dtype != other.m_dtype || shape() != other.shape())
        return false;
    const auto bytes = static_cast<std::size_t>(byteCount());
    if (std::memcmp(elements(), other.elements(), bytes) == 0)
        return true;
    return withType(m_dtype, [&](auto element) {
        using T = decltype(element);
        if constexpr (std::is_same_v<T, Half>) {
            return std::equal(data<T>(), data<T>() + size(), other.data<T>(), [](T a, T b) {
                return std::isnan(static_cast<float>(a)) ? std::isnan(static_cast<float>(b))
                                                         : a == b;
            });
        } else if constexpr (std::is_floating_point_v<T>) {
            return std::equal(data<T>(), data<T>() + size(), other.data<T>(), [](T a, T b) {
                return std::isnan(a) ? std::isnan(b) : std::memcmp(&a, &b, sizeof a) == 0;
            });
        } else {
            return false;
        }
    });
}

} // namespace engine
