#pragma once

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace engine {

/// Numbers in row-major order with a dtype and a shape. Immutable once made; a copy shares the
/// buffer and may cross threads.
///
/// A single number (any rank up to Shape::ownRank) lies in the Tensor itself, so scalar programs
/// allocate nothing: its data() is good only while this very object stays where it is.
class Tensor
{
public:
    /// The float32 scalar 0.
    Tensor() = default;
    Tensor(const Tensor& other)
        : m_storage(other.m_storage)
        , m_dtype(other.m_dtype)
        , m_rank(other.m_rank)
    {
        if (isShared())
            block()->owners.fetch_add(1, std::memory_order_relaxed);
    }
    /// Leaves the scalar 0.
    Tensor(Tensor&& other) noexcept
        : m_storage(other.m_storage)
        , m_dtype(other.m_dtype)
        , m_rank(std::exchange(other.m_rank, std::uint8_t{0}))
    {
        other.m_storage = {};
    }
    Tensor& operator=(const Tensor& other)
    {
        if (other.isShared())
            other.block()->owners.fetch_add(1, std::memory_order_relaxed);
        if (isShared())
            release();
        take(other);
        return *this;
    }
    Tensor& operator=(Tensor&& other) noexcept
    {
        if (this == &other)
            return *this;
        if (isShared())
            release();
        take(other);
        other.m_storage = {};
        other.m_rank = 0;
        return *this;
    }
    ~Tensor()
    {
        if (isShared())
            release();
    }

    /// A scalar of the dtype that belongs to T.
    template <class T>
    static Tensor scalar(T value)
    {
        return single(value, 0);
    }
    /// One element under `rank` axes of extent 1; `rank` <= Shape::ownRank.
    template <class T>
    static Tensor single(T value, int rank)
    {
        static_assert(sizeof value <= ownBytes);
        Tensor result;
        result.m_dtype = dtypeOf<T>();
        result.m_rank = static_cast<std::uint8_t>(rank);
        std::memcpy(result.m_storage.bytes, &value, sizeof value);
        return result;
    }
    /// `values.size()` must be the element count of `shape`.
    template <class T>
    static Tensor of(const Shape& shape, std::span<const T> values)
    {
        Tensor result = uninitialized(dtypeOf<T>(), shape);
        assert(static_cast<std::int64_t>(values.size()) == shape.elementCount());
        std::copy(values.begin(), values.end(), result.mutableData<T>());
        return result;
    }
    static Tensor full(DType dtype, const Shape& shape, double value);
    static Tensor zeros(DType dtype, const Shape& shape) { return full(dtype, shape, 0.0); }
    static Tensor ones(DType dtype, const Shape& shape) { return full(dtype, shape, 1.0); }
    /// To be filled through mutableData() before anyone else sees it. Throws TensorError
    /// (ResourceExhaustedError) with shape and size when the byte count is over `maxBytes()`.
    static Tensor uninitialized(DType dtype, const Shape& shape)
    {
        return uninitialized(dtype, shape, shape.elementCount());
    }
    /// The same for the shape of `other`.
    static Tensor uninitializedLike(const Tensor& other, DType dtype)
    {
        return uninitialized(dtype, other.shape(), other.size());
    }

    /// What one tensor may take: a learner's slip such as tf.zeros([100000, 100000]) must not bring
    /// the program down.
    static constexpr std::int64_t maxBytes() { return std::int64_t{1} << 30; }

    DType dtype() const { return m_dtype; }
    const Shape& shape() const { return isShared() ? block()->shape : Shape::ofOnes(m_rank); }
    int rank() const { return isShared() ? block()->shape.rank() : m_rank; }
    std::int64_t size() const { return isShared() ? block()->size : 1; }
    std::int64_t byteCount() const { return size() * static_cast<std::int64_t>(byteSize(m_dtype)); }
    /// Whether it is one number that lies in the object.
    bool isSingle() const { return !isShared(); }

    template <class T>
    const T* data() const
    {
        assert(dtypeOf<T>() == m_dtype && hasNumbers());
        return static_cast<const T*>(elements());
    }
    /// Only while this is the sole owner.
    template <class T>
    T* mutableData()
    {
        assert(dtypeOf<T>() == m_dtype && hasNumbers() && isSoleOwner());
        return static_cast<T*>(const_cast<void*>(elements()));
    }
    /// Whether nobody else sees these numbers, so that a result may be written over them.
    bool isSoleOwner() const
    {
        return !isShared()
            || (block()->owners.load(std::memory_order_acquire) == 1
                && (!block()->base()
                    || block()->base()->owners.load(std::memory_order_acquire) == 1));
    }

    /// Element `index` in row-major order as a double (exact for all but large int64).
    double at(std::int64_t index) const;
    std::int64_t intAt(std::int64_t index) const;

    /// The same numbers under another shape of equal element count.
    Tensor withShape(const Shape& shape) const;
    /// dtype and shape alone, for a graph that does not need the numbers again: no data(), no at().
    /// Single numbers stay.
    Tensor withoutNumbers() const;
    bool hasNumbers() const { return !isShared() || block()->elements; }
    /// Same dtype, shape and bits (NaN equals NaN).
    bool identicalTo(const Tensor& other) const;

private:
    /// What copies share. The elements follow it in the same piece of memory, aligned to 64 bytes.
    struct Block
    {
        Shape shape;
        std::int64_t size = 0;
        std::atomic<std::int32_t> owners{1};
        std::uint8_t sizeClass = 0; ///< of the pool
        void* elements =
            nullptr; ///< these follow some block: this one, or the one whose numbers it shares

        void* ownElements() { return this + 1; }
        Block* base()
        {
            return elements && elements != ownElements() ? static_cast<Block*>(elements) - 1
                                                         : nullptr;
        }
    };
    static_assert(sizeof(Shape) == 40, "a block's header is to fill one cache line");
    static constexpr std::size_t ownBytes = 8;
    static constexpr std::uint8_t sharedMark = 0xff;

    bool isShared() const { return m_rank == sharedMark; }
    Block* block() const { return m_storage.block; }
    const void* elements() const { return isShared() ? block()->elements : m_storage.bytes; }
    void take(const Tensor& other)
    {
        m_storage = other.m_storage;
        m_dtype = other.m_dtype;
        m_rank = other.m_rank;
    }
    static Tensor uninitialized(DType dtype, const Shape& shape, std::int64_t count);
    static Tensor withBlock(DType dtype, const Shape& shape, std::int64_t size,
                            std::size_t elementBytes);
    void release() noexcept;

    union Storage {
        Block* block;
        alignas(8) std::byte bytes[ownBytes];
    };
    Storage m_storage{};
    DType m_dtype = DType::Float32;
    std::uint8_t m_rank = 0; ///< of a single number; sharedMark: there is a block
};
static_assert(sizeof(Tensor) == 16);

} // namespace engine
