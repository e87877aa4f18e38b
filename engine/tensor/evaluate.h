#pragma once

#include <array>
#include <span>

#include "engine/tensor/op.h"
#include "engine/tensor/operands.h"

namespace engine {

/// The value of an operation other than a leaf. Checks dtypes and shapes as TensorFlow's kernels do
/// and throws TensorError with their texts (behaviour: no promotion between tensors; broadcasting
/// as in NumPy). Inputs are in operand order.
Tensor evaluate(Op op, const Operands& inputs, const Attributes& attributes = noAttributes);

/// Adds `amount` to `sum` where that can be done in place: both floating, of one dtype and shape,
/// and nobody else sees the numbers of `sum`. Otherwise does nothing and returns false.
bool addInPlace(Tensor& sum, const Tensor& amount);

// Attributes are resolved against an input before the operation runs; these throw TensorError when
// they do not fit.

/// `axes` may be negative; an empty list means all axes. `op` is who the message blames.
ReduceAttributes resolveReduction(const Shape& input, std::span<const std::int64_t> axes,
                                  bool keepDims, Op op = Op::ReduceSum);
/// Concat and ArgMax: `axis` may be negative.
AxisAttributes resolveAxis(const Shape& input, std::int64_t axis, Op op);
/// An empty permutation reverses the axes.
TransposeAttributes resolveTranspose(const Shape& input, std::span<const std::int64_t> permutation);
/// What undoes a permutation.
Axes inversePermutation(const Axes& permutation);
/// A slice that takes everything, for changing one axis.
SliceAttributes wholeSlice(const Shape& input);
/// One extent may be -1.
ShapeAttributes resolveReshape(const Shape& input, std::span<const std::int64_t> extents);
/// Conv2D over images (batch, rows, columns, channels) with a filter (rows, columns, in, out).
/// `same`: padding "SAME", else "VALID".
WindowAttributes resolveConvolution(const Shape& input, const Shape& filter,
                                    const std::array<int, 2>& strides,
                                    const std::array<int, 2>& dilations, bool same);
WindowAttributes resolvePooling(const Shape& input, const std::array<int, 2>& window,
                                const std::array<int, 2>& strides, bool same, Op op);

} // namespace engine
