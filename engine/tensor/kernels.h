#pragma once

#include <span>

#include "engine/tensor/op.h"
#include "engine/tensor/tensor.h"

/// What evaluate() calls, one function an operation. Each checks its operands as TensorFlow's
/// kernel does.
namespace engine::kernels {

// arithmetic.cpp
Tensor add(const Tensor& x, const Tensor& y);
Tensor subtract(const Tensor& x, const Tensor& y);
Tensor multiply(const Tensor& x, const Tensor& y);
Tensor divide(const Tensor& x, const Tensor& y);
Tensor floorDivide(const Tensor& x, const Tensor& y);
Tensor floorModulo(const Tensor& x, const Tensor& y);
Tensor power(const Tensor& x, const Tensor& y);
Tensor maximum(const Tensor& x, const Tensor& y);
Tensor minimum(const Tensor& x, const Tensor& y);

// functions.cpp
Tensor cast(const Tensor& x, DType dtype);
Tensor negative(const Tensor& x);
Tensor abs(const Tensor& x);
Tensor sign(const Tensor& x);
Tensor square(const Tensor& x);
Tensor sqrt(const Tensor& x);
Tensor exp(const Tensor& x);
Tensor log(const Tensor& x);
Tensor sin(const Tensor& x);
Tensor cos(const Tensor& x);
Tensor tanh(const Tensor& x);
Tensor sigmoid(const Tensor& x);
Tensor relu(const Tensor& x);

// comparison.cpp
Tensor less(const Tensor& x, const Tensor& y);
Tensor lessEqual(const Tensor& x, const Tensor& y);
Tensor equal(const Tensor& x, const Tensor& y);
Tensor notEqual(const Tensor& x, const Tensor& y);
Tensor greater(const Tensor& x, const Tensor& y);
Tensor greaterEqual(const Tensor& x, const Tensor& y);
Tensor logicalAnd(const Tensor& x, const Tensor& y);
Tensor logicalOr(const Tensor& x, const Tensor& y);
Tensor logicalNot(const Tensor& x);
Tensor where(const Tensor& condition, const Tensor& x, const Tensor& y);

// matmul.cpp
Tensor matmul(const Tensor& a, const Tensor& b, const MatmulAttributes& attributes);

// arrangement.cpp
Tensor transpose(const Tensor& x, const TransposeAttributes& attributes);
Tensor reshape(const Tensor& x, const Shape& shape);
Tensor broadcastTo(const Tensor& x, const Shape& shape);
Tensor slice(const Tensor& x, const SliceAttributes& attributes);
Tensor sliceGradient(const Tensor& upstream, const SliceAttributes& attributes);
Tensor concat(std::span<const Tensor> inputs, int axis);

// reduction.cpp
Tensor reduceSum(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMean(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMax(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMin(const Tensor& x, const ReduceAttributes& attributes);
Tensor norm(const Tensor& x, const ReduceAttributes& attributes);
Tensor argMax(const Tensor& x, int axis);

} // namespace engine::kernels
