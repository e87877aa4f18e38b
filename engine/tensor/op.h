#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace engine {

/// Every operation there is. One list; each meaning (evaluate, pull back, ...) is an exhaustive switch over it without `default`, so a
/// new operation does not compile until every meaning is filled in.
enum class Op : std::uint8_t {
    // Leaves: no inputs.
    Constant,     ///< made from numbers in the program: tf.constant(3.), the 2 in 2 * x, an ndarray
    Variable,     ///< the contents of a tf.Variable: each assignment begins a new leaf
    Gradient,     ///< the result of a gradient pass that no outer tape recorded
    Zeros,        ///< tf.zeros, tf.zeros_like
    Ones,
    Range,
    RandomNormal,
    RandomUniform,
    // Identity-like.
    Identity,
    StopGradient,
    Cast,
    // Arithmetic, element by element with broadcasting.
    Add,
    Subtract,
    Multiply,
    Divide,       ///< true division of floats
    FloorDivide,
    FloorModulo,
    Power,
    Maximum,
    Minimum,
    Negative,
    Abs,
    Sign,
    Square,
    Sqrt,
    Exp,
    Log,
    Sin,
    Cos,
    Tanh,
    Sigmoid,
    Relu,
    // Comparison and logic: bool results, no gradient.
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    LogicalAnd,
    LogicalOr,
    LogicalNot,
    Where,        ///< (condition, a, b) -> a where condition else b
    // Linear algebra and shape.
    Matmul,
    Transpose,
    Reshape,      ///< also squeeze and expand_dims
    BroadcastTo,
    Slice,        ///< x[...] with integers, ranges, ellipsis and newaxis
    SliceGradient,///< zeros of a shape with the input written into the slice
    Concat,
    // Reductions.
    ReduceSum,
    ReduceMean,
    ReduceMax,
    ReduceMin,
    Norm,         ///< Euclidean (Frobenius) norm
    ArgMax,
};

constexpr int opCount = static_cast<int>(Op::ArgMax) + 1;

struct ReduceAttributes
{
    std::vector<int> axes; ///< normalised (0 <= axis < rank), ascending; all axes listed for a full reduction
    bool keepDims = false;
    bool operator==(const ReduceAttributes&) const = default;
};

struct MatmulAttributes
{
    bool transposeA = false;
    bool transposeB = false;
    bool operator==(const MatmulAttributes&) const = default;
};

struct TransposeAttributes
{
    std::vector<int> permutation; ///< result axis i is input axis permutation[i]
    bool operator==(const TransposeAttributes&) const = default;
};

/// Reshape, BroadcastTo, Zeros, Ones: the result's shape (no -1 left).
struct ShapeAttributes
{
    Shape shape;
    bool operator==(const ShapeAttributes&) const = default;
};

struct CastAttributes
{
    DType dtype = DType::Float32;
    bool operator==(const CastAttributes&) const = default;
};

/// One selection per input axis in order, all resolved against the input's shape.
struct SliceAttributes
{
    struct Axis
    {
        std::int64_t start = 0;
        std::int64_t step = 1;
        std::int64_t count = 0; ///< elements taken
        bool drop = false;      ///< an integer index: count is 1 and the axis disappears
        bool operator==(const Axis&) const = default;
    };
    std::vector<Axis> axes;   ///< as many as the input's rank
    Shape resultShape;        ///< with dropped axes gone and new axes (extent 1) in place
    Shape inputShape;
    bool operator==(const SliceAttributes&) const = default;
};

/// Concat, ArgMax.
struct AxisAttributes
{
    int axis = 0; ///< normalised
    bool operator==(const AxisAttributes&) const = default;
};

using Attributes = std::variant<std::monostate, ReduceAttributes, MatmulAttributes, TransposeAttributes, ShapeAttributes, CastAttributes,
                                SliceAttributes, AxisAttributes>;

/// "matmul", "reduce_sum": how the learner's program spells it; "mul"-like kernels have their operator's word ("multiply").
std::string_view pythonName(Op op);
/// "MatMul", "AddV2", "Mul": what TensorFlow's messages say in [Op:...].
std::string_view kernelName(Op op);
/// What stands on the node: "×", "@", "ᵀ", "Σ", "exp".
std::string_view symbol(Op op);

bool isLeaf(Op op);
/// Whether a gradient can flow through it (comparisons, argmax, stop_gradient: no).
bool isDifferentiable(Op op);

} // namespace engine
