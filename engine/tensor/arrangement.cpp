#include <algorithm>
#include <array>

#include "engine/tensor/broadcastwalk.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine::kernels {

namespace {

/// A walk through memory in steps of the element: axes with extent and stride, outermost first.
struct StridedWalk
{
    struct Axis
    {
        std::int64_t extent;
        std::int64_t stride;
    };
    std::array<Axis, Shape::maxRank> axes{};
    std::size_t count = 0;
    std::int64_t start = 0;
    bool empty = false;

    /// Axes come outermost first; one that continues the one before is merged with it.
    void append(std::int64_t extent, std::int64_t stride)
    {
        empty = empty || extent == 0;
        if (extent == 1)
            return;
        if (count > 0 && axes[count - 1].stride == extent * stride) {
            axes[count - 1] = {axes[count - 1].extent * extent, stride};
            return;
        }
        axes[count] = {extent, stride};
        ++count;
    }

    /// Calls function(offset, stride, length) for each run along the innermost axis.
    template <class Function>
    void forEachRun(Function function) const
    {
        if (empty)
            return;
        const Axis inner = count > 0 ? axes[count - 1] : Axis{1, 1};
        std::array<std::int64_t, Shape::maxRank> position{};
        std::int64_t offset = start;
        for (;;) {
            function(offset, inner.stride, inner.extent);
            std::size_t left = count > 0 ? count - 1 : 0;
            for (; left > 0; --left) {
                const Axis& axis = axes[left - 1];
                offset += axis.stride;
                if (++position[left - 1] < axis.extent)
                    break;
                position[left - 1] = 0;
                offset -= axis.stride * axis.extent;
            }
            if (left == 0)
                return;
        }
    }
};

std::array<std::int64_t, Shape::maxRank> stridesOf(const Shape& shape)
{
    std::array<std::int64_t, Shape::maxRank> strides{};
    std::int64_t stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        strides[static_cast<std::size_t>(axis)] = stride;
        stride *= shape[axis];
    }
    return strides;
}

StridedWalk walkOf(const SliceAttributes& attributes)
{
    const auto strides = stridesOf(attributes.inputShape);
    StridedWalk walk;
    for (std::size_t i = 0; i < attributes.axes.size(); ++i) {
        const SliceAttributes::Axis& axis = attributes.axes[i];
        walk.append(axis.count, axis.step * strides[i]);
        walk.start += axis.start * strides[i];
    }
    return walk;
}

template <class T>
void gather(const T* from, const StridedWalk& walk, T* to)
{
    walk.forEachRun([&](std::int64_t offset, std::int64_t stride, std::int64_t length) {
        const T* source = from + offset;
        if (stride == 1) {
            to = std::copy_n(source, length, to);
            return;
        }
        for (std::int64_t i = 0; i < length; ++i)
            *to++ = source[i * stride];
    });
}

/// A plain matrix in tiles, so that neither side runs through memory a line apart.
template <class T>
void transposeMatrix(const T* from, std::int64_t rows, std::int64_t columns, T* to)
{
    constexpr std::int64_t tile = 32;
    for (std::int64_t top = 0; top < rows; top += tile) {
        const std::int64_t bottom = std::min(rows, top + tile);
        for (std::int64_t left = 0; left < columns; left += tile) {
            const std::int64_t right = std::min(columns, left + tile);
            for (std::int64_t j = left; j < right; ++j) {
                for (std::int64_t i = top; i < bottom; ++i)
                    to[j * rows + i] = from[i * columns + j];
            }
        }
    }
}

} // namespace

Tensor transpose(const Tensor& x, const TransposeAttributes& attributes)
{
    assert(static_cast<int>(attributes.permutation.size()) == x.rank());
    const auto strides = stridesOf(x.shape());
    Shape shape;
    StridedWalk walk;
    for (const int axis : attributes.permutation) {
        shape.append(x.shape()[axis]);
        walk.append(x.shape()[axis], strides[static_cast<std::size_t>(axis)]);
    }
    if (walk.count <= 1)
        return x.withShape(shape);
    Tensor result = Tensor::uninitialized(x.dtype(), shape);
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        if (walk.count == 2 && !walk.empty)
            transposeMatrix(x.data<T>(), walk.axes[1].extent, walk.axes[0].extent,
                            result.mutableData<T>());
        else
            gather(x.data<T>(), walk, result.mutableData<T>());
    });
    return result;
}

Tensor reshape(const Tensor& x, const Shape& shape)
{
    if (shape.elementCount() != x.size()) {
        throwInvalidArgument(Op::Reshape,
                             "Input to reshape is a tensor with " + std::to_string(x.size())
                                 + " values, but the requested shape has "
                                 + std::to_string(shape.elementCount()));
    }
    return x.withShape(shape);
}

Tensor broadcastTo(const Tensor& x, const Shape& shape)
{
    if (x.shape() == shape)
        return x;
    if (x.rank() > shape.rank()) {
        throwInvalidArgument(Op::BroadcastTo,
                             "Rank of input (" + std::to_string(x.rank())
                                 + ") must be no greater than rank of output shape ("
                                 + std::to_string(shape.rank()) + ").");
    }
    const auto common = broadcastShape(x.shape(), shape);
    if (!common || *common != shape) {
        throwInvalidArgument(Op::BroadcastTo,
                             "Incompatible shapes: " + x.shape().bracketText() + " vs. "
                                 + shape.bracketText());
    }
    Tensor result = Tensor::uninitialized(x.dtype(), shape);
    const BroadcastWalk<1> walk(shape, {&x.shape()});
    const bool moves = walk.step()[0] != 0;
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = x.data<T>();
        T* const to = result.mutableData<T>();
        walk.forEachRun([&](const auto& offsets, std::int64_t resultOffset, std::int64_t count) {
            if (moves)
                std::copy_n(from + offsets[0], count, to + resultOffset);
            else
                std::fill_n(to + resultOffset, count, from[offsets[0]]);
        });
    });
    return result;
}

Tensor slice(const Tensor& x, const SliceAttributes& attributes)
{
    assert(x.shape() == attributes.inputShape);
    const StridedWalk walk = walkOf(attributes);
    if (!walk.empty && attributes.resultShape.elementCount() == x.size() && walk.start == 0)
        return x.withShape(attributes.resultShape);
    Tensor result = Tensor::uninitialized(x.dtype(), attributes.resultShape);
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        gather(x.data<T>(), walk, result.mutableData<T>());
    });
    return result;
}

Tensor sliceGradient(const Tensor& upstream, const SliceAttributes& attributes)
{
    assert(upstream.shape() == attributes.resultShape);
    Tensor result = Tensor::zeros(upstream.dtype(), attributes.inputShape);
    withWideType(upstream.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* from = upstream.data<T>();
        T* const to = result.mutableData<T>();
        walkOf(attributes)
            .forEachRun([&](std::int64_t offset, std::int64_t stride, std::int64_t length) {
                for (std::int64_t i = 0; i < length; ++i)
                    to[offset + i * stride] = *from++;
            });
    });
    return result;
}

Tensor concat(const Operands& inputs, int axis)
{
    const Tensor& first = inputs[0];
    assert(axis >= 0 && axis < first.rank());
    Shape shape = first.shape();
    shape.set(axis, 0);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Tensor& input = inputs[i];
        checkInputDType(Op::Concat, static_cast<int>(i), first.dtype(), input.dtype());
        const auto disagree = [&](const std::string& what) {
            throwInvalidArgument(Op::Concat,
                                 "ConcatOp : " + what
                                     + ": shape[0] = " + first.shape().bracketText() + " vs. shape["
                                     + std::to_string(i) + "] = " + input.shape().bracketText());
        };
        if (input.rank() != first.rank())
            disagree("Ranks of all input tensors should match");
        for (int other = 0; other < shape.rank(); ++other) {
            if (other != axis && input.shape()[other] != first.shape()[other])
                disagree("Dimensions of inputs should match");
        }
        shape.set(axis, shape[axis] + input.shape()[axis]);
    }
    std::int64_t outer = 1;
    for (int i = 0; i < axis; ++i)
        outer *= shape[i];
    Tensor result = Tensor::uninitialized(first.dtype(), shape);
    withWideType(first.dtype(), [&](auto element) {
        using T = decltype(element);
        T* to = result.mutableData<T>();
        for (std::int64_t i = 0; i < outer; ++i) {
            for (std::size_t k = 0; k < inputs.size(); ++k) {
                const std::int64_t part = inputs[k].size() / outer;
                to = std::copy_n(inputs[k].data<T>() + i * part, part, to);
            }
        }
    });
    return result;
}

} // namespace engine::kernels
