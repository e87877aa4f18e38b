#include <array>
#include <cmath>
#include <limits>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/reducewalk.h"

namespace engine::kernels {

namespace {

/// The sum of function(x[i]), halves added to halves: the error grows with log n, and eight sums
/// run side by side.
template <class T, class Function>
T pairwiseSum(const T* x, std::int64_t count, Function function)
{
    if (count < 8) {
        T sum{};
        for (std::int64_t i = 0; i < count; ++i)
            sum = wrappingSum(sum, function(x[i]));
        return sum;
    }
    if (count <= 128) {
        std::array<T, 8> sums;
        for (std::size_t k = 0; k < 8; ++k)
            sums[k] = function(x[k]);
        std::int64_t i = 8;
        for (; i + 8 <= count; i += 8) {
            for (std::size_t k = 0; k < 8; ++k)
                sums[k] = wrappingSum(sums[k], function(x[i + static_cast<std::int64_t>(k)]));
        }
        T sum =
            wrappingSum(wrappingSum(wrappingSum(sums[0], sums[1]), wrappingSum(sums[2], sums[3])),
                        wrappingSum(wrappingSum(sums[4], sums[5]), wrappingSum(sums[6], sums[7])));
        for (; i < count; ++i)
            sum = wrappingSum(sum, function(x[i]));
        return sum;
    }
    const std::int64_t half = count / 2 - count / 2 % 8;
    return wrappingSum(pairwiseSum(x, half, function),
                       pairwiseSum(x + half, count - half, function));
}

template <class T, class Function>
Tensor summed(const Tensor& x, const ReduceWalk& walk, Function function)
{
    Tensor result = Tensor::zeros(x.dtype(), walk.shape());
    const T* const from = x.data<T>();
    T* const to = result.mutableData<T>();
    const std::int64_t length = walk.runLength();
    if (walk.foldsRuns()) {
        walk.forEachRun([&](std::int64_t input, std::int64_t output) {
            to[output] = wrappingSum(to[output], pairwiseSum(from + input, length, function));
        });
    } else {
        walk.forEachRun([&](std::int64_t input, std::int64_t output) {
            const T* const row = from + input;
            T* const sums = to + output;
            for (std::int64_t i = 0; i < length; ++i)
                sums[i] = wrappingSum(sums[i], function(row[i]));
        });
    }
    return result;
}

/// `better(a, b)`: whether a displaces b. `worst` is the result for no elements.
template <class T, class Better>
Tensor best(const Tensor& x, const ReduceAttributes& attributes, T worst, Better better)
{
    const ReduceWalk walk(x.shape(), attributes);
    Tensor result = Tensor::uninitialized(x.dtype(), walk.shape());
    const T* const from = x.data<T>();
    T* const to = result.mutableData<T>();
    std::fill_n(to, result.size(), worst);
    const std::int64_t length = walk.runLength();
    // Written as one choice, and with v != v for NaN, so that it becomes vector instructions. A
    // kept NaN is never displaced by a number.
    const auto chosen = [&](T kept, T value) {
        return better(value, kept) || value != value ? value : kept;
    };
    walk.forEachRun([&](std::int64_t input, std::int64_t output) {
        const T* const run = from + input;
        if (!walk.foldsRuns()) {
            for (std::int64_t i = 0; i < length; ++i)
                to[output + i] = chosen(to[output + i], run[i]);
            return;
        }
        constexpr std::int64_t lanes = 16;
        std::int64_t i = 0;
        if (length >= lanes) {
            std::array<T, lanes> kept;
            kept.fill(worst);
            for (; i + lanes <= length; i += lanes) {
                for (std::size_t k = 0; k < lanes; ++k)
                    kept[k] = chosen(kept[k], run[i + static_cast<std::int64_t>(k)]);
            }
            for (const T value : kept)
                to[output] = chosen(to[output], value);
        }
        for (; i < length; ++i)
            to[output] = chosen(to[output], run[i]);
    });
    return result;
}

template <class T>
constexpr T lowest()
{
    return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity()
                                                : std::numeric_limits<T>::lowest();
}

template <class T>
constexpr T highest()
{
    return std::numeric_limits<T>::has_infinity ? std::numeric_limits<T>::infinity()
                                                : std::numeric_limits<T>::max();
}

} // namespace

Tensor reduceSum(const Tensor& x, const ReduceAttributes& attributes)
{
    checkNumber(Op::ReduceSum, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return summed<T>(x, ReduceWalk(x.shape(), attributes), [](T value) { return value; });
    });
}

Tensor reduceMean(const Tensor& x, const ReduceAttributes& attributes)
{
    checkNumber(Op::ReduceMean, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        Tensor result =
            summed<T>(x, ReduceWalk(x.shape(), attributes), [](T value) { return value; });
        const std::int64_t count = result.size() > 0 ? x.size() / result.size() : 0;
        if (std::is_integral_v<T> && count == 0)
            return result;
        T* const sums = result.mutableData<T>();
        for (std::int64_t i = 0; i < result.size(); ++i)
            sums[i] = sums[i] / static_cast<T>(count);
        return result;
    });
}

Tensor reduceMax(const Tensor& x, const ReduceAttributes& attributes)
{
    checkNumber(Op::ReduceMax, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return best<T>(x, attributes, lowest<T>(), [](T a, T b) { return a > b; });
    });
}

Tensor reduceMin(const Tensor& x, const ReduceAttributes& attributes)
{
    checkNumber(Op::ReduceMin, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return best<T>(x, attributes, highest<T>(), [](T a, T b) { return a < b; });
    });
}

Tensor norm(const Tensor& x, const ReduceAttributes& attributes)
{
    // tf.norm is sqrt(reduce_sum(x * x)), and it is the square root that refuses integers.
    checkFloating(Op::Sqrt, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return sqrt(summed<T>(x, ReduceWalk(x.shape(), attributes),
                              [](T value) { return wrappingProduct(value, value); }));
    });
}

namespace {

/// The search starts at `worst` with index 0, so NaN never wins and the first of equals does, as in
/// TensorFlow's kernel.
template <class Worst, class Better>
Tensor positionOfBest(Op op, const Tensor& x, int axis, Worst worst, Better better)
{
    assert(axis >= 0 && axis < x.rank());
    const std::int64_t extent = x.shape()[axis];
    Shape shape;
    std::int64_t inner = 1;
    for (int i = 0; i < x.rank(); ++i) {
        if (i != axis)
            shape.append(x.shape()[i]);
        if (i > axis)
            inner *= x.shape()[i];
    }
    Tensor result = Tensor::uninitialized(DType::Int64, shape);
    if (extent == 0) {
        throwInvalidArgument(op,
                             "Reduction axis " + std::to_string(axis) + " is empty in shape "
                                 + x.shape().bracketText());
    }
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = x.data<T>();
        std::int64_t* const to = result.mutableData<std::int64_t>();
        for (std::int64_t i = 0; i < result.size(); ++i) {
            const T* const line = from + i / inner * inner * extent + i % inner;
            T bestSoFar = worst(element);
            std::int64_t index = 0;
            for (std::int64_t k = 0; k < extent; ++k) {
                if (better(line[k * inner], bestSoFar)) {
                    bestSoFar = line[k * inner];
                    index = k;
                }
            }
            to[i] = index;
        }
    });
    return result;
}

} // namespace

Tensor argMax(const Tensor& x, int axis)
{
    return positionOfBest(
        Op::ArgMax, x, axis, []<class T>(T) { return std::numeric_limits<T>::lowest(); },
        [](auto a, auto b) { return a > b; });
}

Tensor argMin(const Tensor& x, int axis)
{
    return positionOfBest(
        Op::ArgMin, x, axis, []<class T>(T) { return std::numeric_limits<T>::max(); },
        [](auto a, auto b) { return a < b; });
}

} // namespace engine::kernels
