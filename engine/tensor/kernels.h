#pragma once

#include "engine/tensor/op.h"
#include "engine/tensor/operands.h"
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

/// sum[i] += amount[i].
void addTo(float* sum, const float* amount, std::int64_t count);
void addTo(double* sum, const double* amount, std::int64_t count);

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
Tensor rsqrt(const Tensor& x);
Tensor reciprocal(const Tensor& x);
Tensor expm1(const Tensor& x);
Tensor log1p(const Tensor& x);
Tensor tan(const Tensor& x);
Tensor asin(const Tensor& x);
Tensor acos(const Tensor& x);
Tensor atan(const Tensor& x);
Tensor sinh(const Tensor& x);
Tensor cosh(const Tensor& x);
Tensor asinh(const Tensor& x);
Tensor acosh(const Tensor& x);
Tensor atanh(const Tensor& x);
Tensor erf(const Tensor& x);
Tensor erfc(const Tensor& x);
Tensor floor(const Tensor& x);
Tensor ceil(const Tensor& x);
Tensor round(const Tensor& x);
Tensor rint(const Tensor& x);
Tensor isNan(const Tensor& x);
Tensor isInf(const Tensor& x);
Tensor isFinite(const Tensor& x);

// specialfunctions.cpp
Tensor erfinv(const Tensor& x);
Tensor lgamma(const Tensor& x);
Tensor digamma(const Tensor& x);
Tensor polygamma(const Tensor& x, int n);

// activations.cpp
Tensor sigmoid(const Tensor& x);
Tensor logSigmoid(const Tensor& x);
Tensor softplus(const Tensor& x);
Tensor softsign(const Tensor& x);
Tensor relu(const Tensor& x);
Tensor relu6(const Tensor& x);
Tensor leakyRelu(const Tensor& x, double slope);
Tensor elu(const Tensor& x);
Tensor selu(const Tensor& x);
Tensor gelu(const Tensor& x, bool approximate);
Tensor swish(const Tensor& x);

// specialarithmetic.cpp
Tensor addN(const Operands& inputs);
Tensor squaredDifference(const Tensor& x, const Tensor& y);
Tensor atan2(const Tensor& y, const Tensor& x);
Tensor xlogy(const Tensor& x, const Tensor& y);
Tensor xdivy(const Tensor& x, const Tensor& y);
Tensor divideNoNan(const Tensor& x, const Tensor& y);
Tensor multiplyNoNan(const Tensor& x, const Tensor& y);
Tensor clipByValue(const Tensor& x, const Tensor& low, const Tensor& high);
Tensor logicalXor(const Tensor& x, const Tensor& y);

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
Tensor concat(const Operands& inputs, int axis);

// reduction.cpp
Tensor reduceSum(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMean(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMax(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceMin(const Tensor& x, const ReduceAttributes& attributes);
Tensor norm(const Tensor& x, const ReduceAttributes& attributes);
Tensor argMax(const Tensor& x, int axis);
Tensor argMin(const Tensor& x, int axis);

// folds.cpp
Tensor reduceProd(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceAny(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceAll(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceLogSumExp(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceVariance(const Tensor& x, const ReduceAttributes& attributes);
Tensor reduceStd(const Tensor& x, const ReduceAttributes& attributes);
Tensor l2Loss(const Tensor& x);
Tensor clipByNorm(const Tensor& x, const Tensor& greatest, const ReduceAttributes& attributes);
Tensor cumsum(const Tensor& x, const CumulateAttributes& attributes);
Tensor cumprod(const Tensor& x, const CumulateAttributes& attributes);

// classification.cpp
Tensor softmax(const Tensor& x, int axis);
Tensor logSoftmax(const Tensor& x, int axis);
Tensor softmaxCrossEntropy(const Tensor& labels, const Tensor& logits);
Tensor sparseSoftmaxCrossEntropy(const Tensor& labels, const Tensor& logits);
Tensor sigmoidCrossEntropy(const Tensor& labels, const Tensor& logits);

// gathering.cpp
Tensor gather(const Tensor& x, const Tensor& indices, const GatherAttributes& attributes);
Tensor gatherGradient(const Tensor& rows, const Tensor& indices,
                      const GatherAttributes& attributes);
Tensor gatherNd(const Tensor& x, const Tensor& indices);
Tensor scatterNd(const Tensor& indices, const Tensor& updates, const Shape& shape);
Tensor tensorScatterUpdate(const Tensor& x, const Tensor& indices, const Tensor& updates);
Tensor nonZero(const Tensor& condition);
Tensor booleanMask(const Tensor& x, const Tensor& mask);

// ordering.cpp
Tensor argSort(const Tensor& x, const OrderAttributes& attributes);
Tensor sort(const Tensor& x, const OrderAttributes& attributes);
Tensor topKIndices(const Tensor& x, const OrderAttributes& attributes);
Tensor topK(const Tensor& x, const OrderAttributes& attributes);
Tensor randomShuffle(const Tensor& x, const CountsAttributes& order);
Tensor oneHot(const Tensor& indices, const OneHotAttributes& attributes);

// rearrangement.cpp
Tensor stack(const Operands& inputs, int axis);
Tensor tile(const Tensor& x, const CountsAttributes& copies);
Tensor pad(const Tensor& x, const PadAttributes& attributes);
Tensor roll(const Tensor& x, const CountsAttributes& shifts);
Tensor reverse(const Tensor& x, const CountsAttributes& turned);

// decomposition.cpp
Tensor inverse(const Tensor& a);
Tensor determinant(const Tensor& a);
Tensor solve(const Tensor& a, const Tensor& b, bool adjoint);
Tensor cholesky(const Tensor& a);
// spectral.cpp
Tensor eigenvalues(const Tensor& a);
Tensor eigenvectors(const Tensor& a);
Tensor singularValues(const Tensor& a);
/// `op`: SingularVectorsLeft or SingularVectorsRight.
Tensor singularVectors(const Tensor& a, Op op, bool full);
/// `op`: QrOrthogonal or QrUpper.
Tensor qrFactor(const Tensor& a, Op op, bool full);

// decomposition.cpp, continued: diagonals and bands
Tensor diag(const Tensor& x);
Tensor diagPart(const Tensor& a);
Tensor trace(const Tensor& a);
Tensor bandPart(const Tensor& a, const BandAttributes& band);

// contraction.cpp
Tensor matvec(const Tensor& a, const Tensor& x, bool transposeA);
Tensor tensordot(const Tensor& a, const Tensor& b, const ContractAttributes& attributes);
Tensor einsum(const Operands& inputs, const EinsumAttributes& attributes);
Tensor cross(const Tensor& a, const Tensor& b);

// convolution.cpp
Tensor conv2D(const Tensor& images, const Tensor& filter, const WindowAttributes& w);
Tensor convInputGradient(const Tensor& filter, const Tensor& upstream, const WindowAttributes& w);
Tensor convFilterGradient(const Tensor& images, const Tensor& upstream, const WindowAttributes& w);
Tensor avgPool(const Tensor& images, const WindowAttributes& w);
Tensor avgPoolGradient(const Tensor& upstream, const WindowAttributes& w);
Tensor maxPool(const Tensor& images, const WindowAttributes& w);
Tensor maxPoolIndices(const Tensor& images, const WindowAttributes& w);
Tensor adjustContrast(const Tensor& images, double factor);

} // namespace engine::kernels
