#include <cmath>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

template <class Function>
Tensor ofFloats(Op op, const Tensor& x, const Tensor& y, Function function)
{
    checkFloating(op, x.dtype());
    checkInputDType(op, 1, x.dtype(), y.dtype());
    return x.dtype() == DType::Float32 ? combined<float, float>(op, x, y, function)
                                       : combined<double, double>(op, x, y, function);
}

} // namespace

Tensor addN(const Operands& inputs)
{
    Tensor sum = inputs[0];
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        if (inputs[i].shape() != sum.shape()) {
            throwInvalidArgument(Op::AddN,
                                 "Inputs to operation AddN must have the same size and shape.  "
                                 "Input 0: "
                                     + sum.shape().bracketText() + " != input " + std::to_string(i)
                                     + ": " + inputs[i].shape().bracketText());
        }
        sum = add(sum, inputs[i]);
    }
    return sum;
}

Tensor squaredDifference(const Tensor& x, const Tensor& y)
{
    checkNumber(Op::SquaredDifference, x.dtype());
    checkInputDType(Op::SquaredDifference, 1, x.dtype(), y.dtype());
    return withNumberType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        return combined<T, T>(Op::SquaredDifference, x, y, [](T a, T b) {
            const T difference = wrappingDifference(a, b);
            return wrappingProduct(difference, difference);
        });
    });
}

Tensor atan2(const Tensor& y, const Tensor& x)
{
    return ofFloats(Op::Atan2, y, x, [](auto a, auto b) { return std::atan2(a, b); });
}

Tensor xlogy(const Tensor& x, const Tensor& y)
{
    return ofFloats(Op::Xlogy, x, y,
                    []<class T>(T a, T b) -> T { return a == 0 ? T{} : a * std::log(b); });
}

Tensor xdivy(const Tensor& x, const Tensor& y)
{
    return ofFloats(Op::Xdivy, x, y, []<class T>(T a, T b) -> T { return a == 0 ? T{} : a / b; });
}

Tensor divideNoNan(const Tensor& x, const Tensor& y)
{
    return ofFloats(Op::DivideNoNan, x, y,
                    []<class T>(T a, T b) -> T { return b == 0 ? T{} : a / b; });
}

Tensor multiplyNoNan(const Tensor& x, const Tensor& y)
{
    return ofFloats(Op::MultiplyNoNan, x, y,
                    []<class T>(T a, T b) -> T { return b == 0 ? T{} : a * b; });
}

Tensor clipByValue(const Tensor& x, const Tensor& low, const Tensor& high)
{
    const Tensor clipped = maximum(minimum(x, high), low);
    if (clipped.shape() != x.shape()) {
        throwInvalidArgument(Op::ClipByValue,
                             "Incompatible shapes: " + x.shape().bracketText() + " vs. "
                                 + clipped.shape().bracketText());
    }
    return clipped;
}

Tensor logicalXor(const Tensor& x, const Tensor& y)
{
    checkInputDType(Op::LogicalXor, 0, DType::Bool, x.dtype());
    checkInputDType(Op::LogicalXor, 1, DType::Bool, y.dtype());
    return combined<bool, bool>(Op::LogicalXor, x, y, [](bool a, bool b) { return a != b; });
}

} // namespace engine::kernels
