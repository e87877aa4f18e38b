#pragma once

#include <concepts>
#include <type_traits>

#include "engine/tensor/broadcastwalk.h"
#include "engine/tensor/operandchecks.h"
#include "engine/tensor/tensor.h"

namespace engine {

/// mapped() of more than a single number.
template <class In, class Out, class Function>
[[gnu::noinline]] Tensor mappedMany(const Tensor& x, Function function)
{
    Tensor result = Tensor::uninitializedLike(x, dtypeOf<Out>());
    const In* const from = x.data<In>();
    Out* const to = result.mutableData<Out>();
    const std::int64_t count = x.size();
    for (std::int64_t i = 0; i < count; ++i)
        to[i] = function(from[i]);
    return result;
}

/// result[i] = function(x[i]).
template <class In, class Out, class Function>
Tensor mapped(const Tensor& x, Function function)
{
    if (x.isSingle())
        return Tensor::single<Out>(function(*x.data<In>()), x.rank());
    return mappedMany<In, Out>(x, function);
}

/// mapped() of what is a number, or a floating one; anything else is an error of `op`.
template <class Function>
Tensor ofNumbers(Op op, const Tensor& x, Function function)
{
    checkNumber(op, x.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return mapped<T, T>(x, function);
    });
}

template <class Function>
Tensor ofFloats(Op op, const Tensor& x, Function function)
{
    checkFloating(op, x.dtype());
    return x.dtype() == DType::Float32 ? mapped<float, float>(x, function)
                                       : mapped<double, double>(x, function);
}

/// One run of a broadcast: steps 0 or 1 become loops without index arithmetic.
template <class In, class Out, class Function>
void mapRun(const In* x, bool xMoves, const In* y, bool yMoves, Out* to, std::int64_t count,
            Function function)
{
    if (xMoves && yMoves) {
        for (std::int64_t i = 0; i < count; ++i)
            to[i] = function(x[i], y[i]);
    } else if (xMoves) {
        const In second = *y;
        for (std::int64_t i = 0; i < count; ++i)
            to[i] = function(x[i], second);
    } else if (yMoves) {
        const In first = *x;
        for (std::int64_t i = 0; i < count; ++i)
            to[i] = function(first, y[i]);
    } else {
        std::fill_n(to, count, function(*x, *y));
    }
}

/// combined() of more than two single numbers.
template <class In, class Out, class Function>
[[gnu::noinline]] Tensor combinedMany(Op op, const Tensor& x, const Tensor& y, Function function)
{
    const In* const left = x.data<In>();
    const In* const right = y.data<In>();
    if (x.shape() == y.shape()) {
        Tensor result = Tensor::uninitializedLike(x, dtypeOf<Out>());
        mapRun(left, true, right, true, result.mutableData<Out>(), x.size(), function);
        return result;
    }
    const Shape shape = commonShape(op, x, y);
    Tensor result = Tensor::uninitialized(dtypeOf<Out>(), shape);
    Out* const to = result.mutableData<Out>();
    const BroadcastWalk<2> walk(shape, {&x.shape(), &y.shape()});
    const auto step = walk.step();
    walk.forEachRun([&](const auto& offsets, std::int64_t resultOffset, std::int64_t count) {
        mapRun(left + offsets[0], step[0] != 0, right + offsets[1], step[1] != 0, to + resultOffset,
               count, function);
    });
    return result;
}

/// result[i] = function(x[i], y[i]) with broadcasting. Both operands hold elements of type In.
template <class In, class Out, class Function>
Tensor combined(Op op, const Tensor& x, const Tensor& y, Function function)
{
    if (x.isSingle() && y.isSingle())
        return Tensor::single<Out>(function(*x.data<In>(), *y.data<In>()),
                                   std::max(x.rank(), y.rank()));
    return combinedMany<In, Out>(op, x, y, function);
}

/// Integer arithmetic wraps around as the machine's does, without C++'s undefined overflow.
template <class T>
struct Wrapping
{
    using Type = T;
};
template <std::integral T>
struct Wrapping<T>
{
    using Type = std::make_unsigned_t<T>;
};

template <class T>
T wrappingSum(T a, T b)
{
    using U = typename Wrapping<T>::Type;
    return static_cast<T>(static_cast<U>(a) + static_cast<U>(b));
}

template <class T>
T wrappingDifference(T a, T b)
{
    using U = typename Wrapping<T>::Type;
    return static_cast<T>(static_cast<U>(a) - static_cast<U>(b));
}

template <class T>
T wrappingProduct(T a, T b)
{
    using U = typename Wrapping<T>::Type;
    return static_cast<T>(static_cast<U>(a) * static_cast<U>(b));
}

} // namespace engine
