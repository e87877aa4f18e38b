#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace engine {

/// Numbers in row-major order with a dtype and a shape. Immutable once made; a copy shares the buffer and may cross threads.
class Tensor
{
public:
    /// The float32 scalar 0.
    Tensor();

    /// A scalar of the dtype that belongs to T.
    template <class T>
    static Tensor scalar(T value)
    {
        Tensor result = uninitialized(dtypeOf<T>(), Shape{});
        result.mutableData<T>()[0] = value;
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
    /// To be filled through mutableData() before anyone else sees it. Throws TensorError (ResourceExhaustedError) with shape and size
    /// when the byte count is over `maxBytes()`.
    static Tensor uninitialized(DType dtype, const Shape& shape);

    /// What one tensor may take: a learner's slip such as tf.zeros([100000, 100000]) must not bring the program down.
    static constexpr std::int64_t maxBytes() { return std::int64_t{1} << 30; }

    DType dtype() const { return m_dtype; }
    const Shape& shape() const { return m_shape; }
    int rank() const { return m_shape.rank(); }
    std::int64_t size() const { return m_size; }
    std::int64_t byteCount() const { return m_size * static_cast<std::int64_t>(byteSize(m_dtype)); }

    template <class T>
    const T* data() const
    {
        assert(dtypeOf<T>() == m_dtype);
        return static_cast<const T*>(m_buffer.get());
    }
    /// Only while this is the sole owner.
    template <class T>
    T* mutableData()
    {
        assert(dtypeOf<T>() == m_dtype && m_buffer.use_count() == 1);
        return static_cast<T*>(m_buffer.get());
    }

    /// Element `index` in row-major order as a double (exact for all but large int64).
    double at(std::int64_t index) const;
    std::int64_t intAt(std::int64_t index) const;

    /// The same numbers under another shape of equal element count.
    Tensor withShape(const Shape& shape) const;
    /// Same dtype, shape and bits (NaN equals NaN).
    bool identicalTo(const Tensor& other) const;

private:
    Tensor(DType dtype, const Shape& shape, std::int64_t size, std::shared_ptr<void> buffer);

    DType m_dtype = DType::Float32;
    Shape m_shape;
    std::int64_t m_size = 1;
    std::shared_ptr<void> m_buffer;
};

} // namespace engine
