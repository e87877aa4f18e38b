#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/tensor/convert.h"
#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

template <class T>
bool before(T a, T b)
{
    if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(a) || std::isnan(b))
            return !std::isnan(a) && std::isnan(b); // NaN last
    }
    return a < b;
}

/// For each line of the last axis its positions in order; equal elements keep theirs.
template <class Function>
void forEachOrder(const Tensor& x, bool descending, Function function)
{
    const std::int64_t extent = x.shape()[x.rank() - 1];
    const std::int64_t lines = extent == 0 ? 0 : x.size() / extent;
    std::vector<std::int64_t> order(static_cast<std::size_t>(extent));
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        for (std::int64_t line = 0; line < lines; ++line) {
            const T* const from = x.data<T>() + line * extent;
            std::iota(order.begin(), order.end(), 0);
            std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
                return descending ? before(from[b], from[a]) : before(from[a], from[b]);
            });
            function(line, order);
        }
    });
}

void checkLastAxis(Op op, const Tensor& x, std::int64_t count)
{
    if (x.rank() == 0)
        throwInvalidArgument(op, "input must have at least 1 dimension");
    if (op == Op::TopK && count > x.shape()[x.rank() - 1])
        throwInvalidArgument(op,
                             "input must have at least k columns. Had "
                                 + std::to_string(x.shape()[x.rank() - 1]) + ", needed "
                                 + std::to_string(count));
}

/// The first `count` positions of each line in order.
Tensor positions(const Tensor& x, bool descending, std::int64_t count)
{
    Shape shape = x.shape();
    shape.set(x.rank() - 1, count);
    Tensor result = Tensor::uninitialized(DType::Int32, shape);
    std::int32_t* const to = result.mutableData<std::int32_t>();
    forEachOrder(x, descending, [&](std::int64_t line, const std::vector<std::int64_t>& order) {
        for (std::int64_t i = 0; i < count; ++i)
            to[line * count + i] = static_cast<std::int32_t>(order[static_cast<std::size_t>(i)]);
    });
    return result;
}

GatherAttributes alongLast(const Tensor& x)
{
    return {x.rank() - 1, x.rank() - 1, x.shape()};
}

} // namespace

Tensor argSort(const Tensor& x, const OrderAttributes& attributes)
{
    checkLastAxis(Op::ArgSort, x, 0);
    return positions(x, attributes.descending, x.shape()[x.rank() - 1]);
}

Tensor sort(const Tensor& x, const OrderAttributes& attributes)
{
    return gather(x, argSort(x, attributes), alongLast(x));
}

Tensor topKIndices(const Tensor& x, const OrderAttributes& attributes)
{
    checkLastAxis(Op::TopK, x, attributes.count);
    return positions(x, true, attributes.count);
}

Tensor topK(const Tensor& x, const OrderAttributes& attributes)
{
    return gather(x, topKIndices(x, attributes), alongLast(x));
}

Tensor randomShuffle(const Tensor& x, const CountsAttributes& order)
{
    if (x.rank() == 0)
        return x;
    return gather(x, Tensor::of<std::int64_t>(Shape{x.shape()[0]}, order.counts),
                  {0, 0, x.shape()});
}

Tensor oneHot(const Tensor& indices, const OneHotAttributes& attributes)
{
    if (!isInteger(indices.dtype())) {
        throwInvalidArgument(Op::OneHot,
                             "Value for attr 'TI' of " + std::string(kernelName(indices.dtype()))
                                 + " is not in the list of allowed values: uint8, int32, int64");
    }
    if (!isWide(attributes.dtype)) {
        OneHotAttributes wide = attributes;
        wide.dtype = widened(attributes.dtype);
        return cast(oneHot(indices, wide), attributes.dtype);
    }
    Shape shape;
    std::int64_t inner = 1;
    for (int axis = 0; axis <= indices.rank(); ++axis) {
        if (axis == attributes.axis)
            shape.append(attributes.depth);
        if (axis < indices.rank())
            shape.append(indices.shape()[axis]);
        if (axis >= attributes.axis && axis < indices.rank())
            inner *= indices.shape()[axis];
    }
    Tensor result = Tensor::full(attributes.dtype, shape, attributes.off);
    withWideType(attributes.dtype, [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < indices.size(); ++i) {
            const std::int64_t hot = indices.intAt(i);
            if (hot >= 0 && hot < attributes.depth)
                to[(i / inner * attributes.depth + hot) * inner + i % inner] =
                    convertedTo<T>(attributes.on);
        }
    });
    return result;
}

} // namespace engine::kernels
