#pragma once

#include <cstdint>
#include <string_view>

#include "engine/tensor/attributes.h"

namespace engine {

/// Every operation there is. One list; each meaning (evaluate, pull back, ...) is an exhaustive
/// switch over it without `default`, so a new operation does not compile until every meaning is
/// filled in.
enum class Op : std::uint8_t {
    // Leaves: no inputs.
    Constant, ///< made from numbers in the program: tf.constant(3.), the 2 in 2 * x, an ndarray
    Variable, ///< the contents of a tf.Variable: each assignment begins a new leaf
    Gradient, ///< the result of a gradient pass that no outer tape recorded
    Zeros, ///< tf.zeros, tf.zeros_like
    Ones,
    Range,
    RandomNormal,
    RandomUniform,
    RandomTruncatedNormal, ///< within two deviations of the mean
    RandomCategorical,
    RandomPoisson,
    RandomGamma,
    // Identity-like.
    Identity,
    StopGradient,
    Cast,
    CustomGradient, ///< a function whose gradient the program defines itself: inputs are its
    ///< arguments
    // Arithmetic, element by element with broadcasting.
    Add,
    AddN, ///< any number of operands of one shape
    Subtract,
    Multiply,
    Divide, ///< true division of floats
    FloorDivide,
    FloorModulo,
    Power,
    Maximum,
    Minimum,
    SquaredDifference,
    Atan2,
    Xlogy, ///< 0 where x is 0
    Xdivy, ///< 0 where x is 0
    DivideNoNan, ///< 0 where the denominator is 0
    MultiplyNoNan, ///< 0 where the second factor is 0
    ClipByValue, ///< (x, low, high)
    // Functions of one tensor, element by element.
    Negative,
    Abs,
    Sign,
    Square,
    Sqrt,
    Rsqrt,
    Reciprocal,
    Exp,
    Expm1,
    Log,
    Log1p,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,
    Erf,
    Erfc,
    Erfinv,
    Lgamma, ///< log |Γ(x)|
    Digamma,
    Polygamma, ///< the n-th derivative of digamma
    Sigmoid,
    LogSigmoid,
    Softplus,
    Softsign,
    Relu,
    Relu6,
    LeakyRelu,
    Elu,
    Selu,
    Gelu,
    Swish, ///< x·σ(x), also called silu
    Floor,
    Ceil,
    Round, ///< halves to even, as rint
    Rint,
    IsNan,
    IsInf,
    IsFinite,
    // Comparison and logic: bool results, no gradient.
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
    LogicalNot,
    Where, ///< (condition, a, b) -> a where condition else b
    NonZero, ///< tf.where(condition): where it holds, a row of indices each
    // Linear algebra.
    Matmul,
    Matvec,
    Tensordot,
    Einsum,
    Cross, ///< of vectors with three entries, on the last axis
    Diag, ///< vectors on the last axis become diagonal matrices
    DiagPart, ///< the main diagonals of matrices on the last two axes
    Trace,
    BandPart,
    Inverse,
    Determinant,
    Solve,
    Cholesky,
    Eigenvalues, ///< of symmetric matrices, ascending; only the lower triangle counts
    Eigenvectors, ///< one a column, in the order of the eigenvalues
    SingularValues, ///< descending
    SingularVectorsLeft, ///< U of A = U S Vᵀ, as many columns as singular values
    SingularVectorsRight, ///< V
    QrOrthogonal, ///< Q of A = Q R, as many columns as the smaller extent
    QrUpper, ///< R
    // Shape.
    Transpose,
    Reshape, ///< also squeeze and expand_dims
    BroadcastTo,
    Slice, ///< x[...] with integers, ranges, ellipsis and newaxis
    SliceGradient, ///< zeros of a shape with the input written into the slice
    Concat,
    Stack, ///< joins along a new axis
    Tile,
    Pad,
    Roll,
    Reverse,
    // Picking, placing and ordering.
    Gather, ///< (x, indices)
    GatherGradient, ///< (rows, indices): rows added up where Gather took them from
    GatherNd, ///< (x, indices)
    ScatterNd, ///< (indices, updates): updates added up in a tensor of zeros
    TensorScatterUpdate, ///< (x, indices, updates)
    BooleanMask, ///< (x, mask)
    OneHot,
    Sort, ///< along the last axis
    ArgSort, ///< along the last axis
    TopK, ///< the largest entries on the last axis
    TopKIndices,
    RandomShuffle,
    // Reductions.
    ReduceSum,
    ReduceMean,
    ReduceMax,
    ReduceMin,
    ReduceProd,
    ReduceAny,
    ReduceAll,
    ReduceLogSumExp,
    ReduceVariance,
    ReduceStd,
    Norm, ///< Euclidean (Frobenius) norm
    ArgMax,
    ArgMin,
    Cumsum,
    Cumprod,
    // Classification and losses.
    Softmax,
    LogSoftmax,
    SoftmaxCrossEntropy, ///< (labels, logits) on the last axis
    SparseSoftmaxCrossEntropy, ///< (class numbers, logits)
    SigmoidCrossEntropy, ///< (labels, logits) element by element
    L2Loss,
    ClipByNorm, ///< (x, greatest norm)
    // Images: batch, rows, columns, channels.
    Conv2D, ///< (images, filter)
    ConvInputGradient, ///< (filter, what arrives at the result)
    ConvFilterGradient, ///< (images, what arrives at the result)
    AvgPool,
    AvgPoolGradient,
    MaxPool,
    MaxPoolIndices, ///< where in the flat input each maximum stands
    AdjustContrast,
};

constexpr int opCount = static_cast<int>(Op::AdjustContrast) + 1;

/// "matmul", "reduce_sum": how the learner's program spells it; "mul"-like kernels have their
/// operator's word ("multiply").
std::string_view pythonName(Op op);
/// "MatMul", "AddV2", "Mul": what TensorFlow's messages say in [Op:...].
std::string_view kernelName(Op op);
/// What stands on the node: "×", "@", "ᵀ", "Σ", "exp".
std::string_view symbol(Op op);

enum class OpKind : std::uint8_t {
    Leaf,
    Smooth, ///< a gradient can flow through it
    Blocked, ///< it lets no gradient through: comparisons, argmax, stop_gradient
    NoRule, ///< TensorFlow registered no gradient: asking for one raises LookupError
};
OpKind kind(Op op);
inline bool isLeaf(Op op)
{
    return kind(op) == OpKind::Leaf;
}
/// Whether a gradient can flow through it.
inline bool isDifferentiable(Op op)
{
    return kind(op) == OpKind::Smooth;
}

} // namespace engine
