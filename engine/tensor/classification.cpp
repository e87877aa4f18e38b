#include <cmath>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

ReduceAttributes along(int axis, bool keepDims)
{
    return {{axis}, keepDims};
}

/// x − max x − log Σ exp(x − max x): no overflow, and 0 loses no digits.
Tensor logSoftmaxOf(const Tensor& x, int axis)
{
    if (x.size() == 0)
        return x;
    const Tensor shifted = subtract(x, reduceMax(x, along(axis, true)));
    return subtract(shifted, log(reduceSum(exp(shifted), along(axis, true))));
}

std::string pairText(const Shape& labels, const Shape& logits)
{
    return labels.bracketText() + " vs. " + logits.bracketText();
}

} // namespace

Tensor softmax(const Tensor& x, int axis)
{
    checkFloating(Op::Softmax, x.dtype());
    if (x.size() == 0)
        return x;
    const Tensor powers = exp(subtract(x, reduceMax(x, along(axis, true))));
    return divide(powers, reduceSum(powers, along(axis, true)));
}

Tensor logSoftmax(const Tensor& x, int axis)
{
    checkFloating(Op::LogSoftmax, x.dtype());
    return logSoftmaxOf(x, axis);
}

Tensor softmaxCrossEntropy(const Tensor& labels, const Tensor& logits)
{
    checkFloating(Op::SoftmaxCrossEntropy, logits.dtype());
    checkInputDType(Op::SoftmaxCrossEntropy, 1, logits.dtype(), labels.dtype());
    if (labels.shape() != logits.shape() || logits.rank() == 0) {
        throwInvalidArgument(Op::SoftmaxCrossEntropy,
                             "logits and labels must be broadcastable: logits_size="
                                 + logits.shape().bracketText()
                                 + " labels_size=" + labels.shape().bracketText());
    }
    const int last = logits.rank() - 1;
    return negative(reduceSum(multiply(labels, logSoftmaxOf(logits, last)), along(last, false)));
}

Tensor sparseSoftmaxCrossEntropy(const Tensor& labels, const Tensor& logits)
{
    checkFloating(Op::SparseSoftmaxCrossEntropy, logits.dtype());
    const int last = logits.rank() - 1;
    Shape rows;
    for (int axis = 0; axis < last; ++axis)
        rows.append(logits.shape()[axis]);
    if (!isInteger(labels.dtype()) || last < 0 || labels.shape() != rows) {
        throwInvalidArgument(Op::SparseSoftmaxCrossEntropy,
                             "logits and labels must have the same first dimension, got logits "
                             "shape "
                                 + logits.shape().bracketText() + " and labels shape "
                                 + labels.shape().bracketText());
    }
    const Tensor logarithms = logSoftmaxOf(logits, last);
    Tensor result = Tensor::uninitialized(logits.dtype(), rows);
    const std::int64_t classes = logits.shape()[last];
    withNumberType(logits.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < labels.size(); ++i) {
            const std::int64_t wanted = labels.intAt(i);
            if (wanted < 0 || wanted >= classes) {
                throwInvalidArgument(Op::SparseSoftmaxCrossEntropy,
                                     "Received a label value of " + std::to_string(wanted)
                                         + " which is outside the valid range of [0, "
                                         + std::to_string(classes) + ").");
            }
            to[i] = -logarithms.data<T>()[i * classes + wanted];
        }
    });
    return result;
}

Tensor sigmoidCrossEntropy(const Tensor& labels, const Tensor& logits)
{
    checkFloating(Op::SigmoidCrossEntropy, logits.dtype());
    checkInputDType(Op::SigmoidCrossEntropy, 1, logits.dtype(), labels.dtype());
    if (labels.shape() != logits.shape())
        throwInvalidArgument(Op::SigmoidCrossEntropy,
                             "Incompatible shapes: " + pairText(labels.shape(), logits.shape()));
    return withNumberType(logits.dtype(), [&](auto element) {
        using T = decltype(element);
        return combined<T, T>(Op::SigmoidCrossEntropy, labels, logits, [](T z, T x) -> T {
            if constexpr (std::is_floating_point_v<T>)
                return std::max(x, T{}) - x * z + std::log1p(std::exp(-std::abs(x)));
            else
                return z; // integers were refused above
        });
    });
}

} // namespace engine::kernels
