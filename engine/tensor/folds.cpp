#include <cmath>
#include <limits>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/reducewalk.h"

namespace engine::kernels {

namespace {

template <class T, class Function>
Tensor folded(const Tensor& x, const ReduceAttributes& attributes, T start, Function function)
{
    const ReduceWalk walk(x.shape(), attributes);
    Tensor result = Tensor::uninitialized(x.dtype(), walk.shape());
    const T* const from = x.data<T>();
    T* const to = result.mutableData<T>();
    std::fill_n(to, result.size(), start);
    walk.forEachRun([&](std::int64_t input, std::int64_t output) {
        for (std::int64_t i = 0; i < walk.runLength(); ++i) {
            T& kept = to[walk.foldsRuns() ? output : output + i];
            kept = function(kept, from[input + i]);
        }
    });
    return result;
}

ReduceAttributes keeping(const ReduceAttributes& attributes)
{
    return {attributes.axes, true};
}

} // namespace

Tensor reduceProd(const Tensor& x, const ReduceAttributes& attributes)
{
    checkNumber(Op::ReduceProd, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return folded<T>(x, attributes, T{1}, [](T a, T b) { return wrappingProduct(a, b); });
    });
}

Tensor reduceAny(const Tensor& x, const ReduceAttributes& attributes)
{
    checkInputDType(Op::ReduceAny, 0, DType::Bool, x.dtype());
    return folded<bool>(x, attributes, false, [](bool a, bool b) { return a || b; });
}

Tensor reduceAll(const Tensor& x, const ReduceAttributes& attributes)
{
    checkInputDType(Op::ReduceAll, 0, DType::Bool, x.dtype());
    return folded<bool>(x, attributes, true, [](bool a, bool b) { return a && b; });
}

Tensor reduceLogSumExp(const Tensor& x, const ReduceAttributes& attributes)
{
    checkFloating(Op::ReduceLogSumExp, x.dtype());
    // The greatest element is taken out first, so that exp() cannot overflow.
    Tensor greatest = reduceMax(x, keeping(attributes));
    greatest =
        where(isFinite(greatest), greatest, Tensor::zeros(greatest.dtype(), greatest.shape()));
    const Tensor sum = log(reduceSum(exp(subtract(x, greatest)), attributes));
    return add(sum, greatest.withShape(sum.shape()));
}

Tensor reduceVariance(const Tensor& x, const ReduceAttributes& attributes)
{
    checkFloating(Op::ReduceVariance, x.dtype());
    return reduceMean(squaredDifference(x, reduceMean(x, keeping(attributes))), attributes);
}

Tensor reduceStd(const Tensor& x, const ReduceAttributes& attributes)
{
    return sqrt(reduceVariance(x, attributes));
}

Tensor l2Loss(const Tensor& x)
{
    checkFloating(Op::L2Loss, x.dtype());
    ReduceAttributes all;
    for (int axis = 0; axis < x.rank(); ++axis)
        all.axes.push_back(axis);
    return multiply(reduceSum(square(x), all), Tensor::full(x.dtype(), Shape{}, 0.5));
}

Tensor clipByNorm(const Tensor& x, const Tensor& greatest, const ReduceAttributes& attributes)
{
    checkFloating(Op::ClipByNorm, x.dtype());
    checkInputDType(Op::ClipByNorm, 1, x.dtype(), greatest.dtype());
    const Tensor length = norm(x, keeping(attributes));
    return divide(multiply(x, greatest), maximum(length, greatest));
}

namespace {

template <class T, class Function>
Tensor cumulated(const Tensor& x, const CumulateAttributes& attributes, T start, Function function)
{
    const std::int64_t extent = x.shape()[attributes.axis];
    std::int64_t inner = 1;
    for (int axis = attributes.axis + 1; axis < x.rank(); ++axis)
        inner *= x.shape()[axis];
    Tensor result = Tensor::uninitialized(x.dtype(), x.shape());
    const T* const from = x.data<T>();
    T* const to = result.mutableData<T>();
    const std::int64_t lines = extent == 0 ? 0 : x.size() / extent;
    for (std::int64_t line = 0; line < lines; ++line) {
        const std::int64_t first = line / inner * inner * extent + line % inner;
        T total = start;
        for (std::int64_t k = 0; k < extent; ++k) {
            const std::int64_t at = first + (attributes.reverse ? extent - 1 - k : k) * inner;
            const T before = total;
            total = function(total, from[at]);
            to[at] = attributes.exclusive ? before : total;
        }
    }
    return result;
}

} // namespace

Tensor cumsum(const Tensor& x, const CumulateAttributes& attributes)
{
    checkNumber(Op::Cumsum, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return cumulated<T>(x, attributes, T{}, [](T a, T b) { return wrappingSum(a, b); });
    });
}

Tensor cumprod(const Tensor& x, const CumulateAttributes& attributes)
{
    checkNumber(Op::Cumprod, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return cumulated<T>(x, attributes, T{1}, [](T a, T b) { return wrappingProduct(a, b); });
    });
}

} // namespace engine::kernels
