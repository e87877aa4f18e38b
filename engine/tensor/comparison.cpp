#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

template <class Function>
Tensor compared(Op op, const Tensor& x, const Tensor& y, Function function)
{
    checkNumber(op, x.dtype());
    checkInputDType(op, 1, x.dtype(), y.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        return combined<decltype(element), bool>(op, x, y, function);
    });
}

template <class Function>
Tensor matched(Op op, const Tensor& x, const Tensor& y, Function function)
{
    checkInputDType(op, 1, x.dtype(), y.dtype());
    return withWideType(x.dtype(), [&](auto element) {
        return combined<decltype(element), bool>(op, x, y, function);
    });
}

template <class Function>
Tensor ofTruths(Op op, const Tensor& x, const Tensor& y, Function function)
{
    checkInputDType(op, 0, DType::Bool, x.dtype());
    checkInputDType(op, 1, DType::Bool, y.dtype());
    return combined<bool, bool>(op, x, y, function);
}

} // namespace

Tensor less(const Tensor& x, const Tensor& y)
{
    return compared(Op::Less, x, y, [](auto a, auto b) { return a < b; });
}

Tensor lessEqual(const Tensor& x, const Tensor& y)
{
    return compared(Op::LessEqual, x, y, [](auto a, auto b) { return a <= b; });
}

Tensor greater(const Tensor& x, const Tensor& y)
{
    return compared(Op::Greater, x, y, [](auto a, auto b) { return a > b; });
}

Tensor greaterEqual(const Tensor& x, const Tensor& y)
{
    return compared(Op::GreaterEqual, x, y, [](auto a, auto b) { return a >= b; });
}

Tensor equal(const Tensor& x, const Tensor& y)
{
    return matched(Op::Equal, x, y, [](auto a, auto b) { return a == b; });
}

Tensor notEqual(const Tensor& x, const Tensor& y)
{
    return matched(Op::NotEqual, x, y, [](auto a, auto b) { return a != b; });
}

Tensor logicalAnd(const Tensor& x, const Tensor& y)
{
    return ofTruths(Op::LogicalAnd, x, y, [](bool a, bool b) { return a && b; });
}

Tensor logicalOr(const Tensor& x, const Tensor& y)
{
    return ofTruths(Op::LogicalOr, x, y, [](bool a, bool b) { return a || b; });
}

Tensor logicalNot(const Tensor& x)
{
    checkInputDType(Op::LogicalNot, 0, DType::Bool, x.dtype());
    return mapped<bool, bool>(x, [](bool value) { return !value; });
}

Tensor where(const Tensor& condition, const Tensor& x, const Tensor& y)
{
    checkInputDType(Op::Where, 0, DType::Bool, condition.dtype());
    checkInputDType(Op::Where, 2, x.dtype(), y.dtype());
    const auto branches = broadcastShape(x.shape(), y.shape());
    const auto shape = branches ? broadcastShape(*branches, condition.shape()) : std::nullopt;
    if (!shape) {
        throwInvalidArgument(Op::Where,
                             "condition " + condition.shape().bracketText() + ", then "
                                 + x.shape().bracketText() + ", and else " + y.shape().bracketText()
                                 + " must be broadcastable");
    }
    Tensor result = Tensor::uninitialized(x.dtype(), *shape);
    const BroadcastWalk<3> walk(*shape, {&condition.shape(), &x.shape(), &y.shape()});
    const auto step = walk.step();
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        walk.forEachRun([&](const auto& offsets, std::int64_t resultOffset, std::int64_t count) {
            const bool* c = condition.data<bool>() + offsets[0];
            const T* a = x.data<T>() + offsets[1];
            const T* b = y.data<T>() + offsets[2];
            T* const run = to + resultOffset;
            // Written without steps they become vector instructions.
            if (step[0] == 1 && step[1] == 1 && step[2] == 1) {
                for (std::int64_t i = 0; i < count; ++i)
                    run[i] = c[i] ? a[i] : b[i];
                return;
            }
            if (step[0] == 1 && step[1] == 1) {
                const T other = *b;
                for (std::int64_t i = 0; i < count; ++i)
                    run[i] = c[i] ? a[i] : other;
                return;
            }
            for (std::int64_t i = 0; i < count; ++i) {
                run[i] = *c ? *a : *b;
                c += step[0];
                a += step[1];
                b += step[2];
            }
        });
    });
    return result;
}

} // namespace engine::kernels
