#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/tensor/axes.h"
#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace engine {

// What an operation needs to know beside its inputs. Axes are normalised: 0 <= axis < rank.

struct ReduceAttributes
{
    Axes axes; ///< ascending; all axes listed for a full reduction
    bool keepDims = false;
    bool operator==(const ReduceAttributes&) const = default;
};

/// Matmul; Matvec uses transposeA.
struct MatmulAttributes
{
    bool transposeA = false;
    bool transposeB = false;
    bool operator==(const MatmulAttributes&) const = default;
};

struct TransposeAttributes
{
    Axes permutation; ///< result axis i is input axis permutation[i]
    bool operator==(const TransposeAttributes&) const = default;
};

/// Reshape, BroadcastTo, ScatterNd, Zeros, Ones: the result's shape (no -1 left).
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
        bool drop = false; ///< an integer index: count is 1 and the axis disappears
        bool operator==(const Axis&) const = default;
    };
    std::vector<Axis> axes; ///< as many as the input's rank
    Shape resultShape; ///< with dropped axes gone and new axes (extent 1) in place
    Shape inputShape;
    bool operator==(const SliceAttributes&) const = default;
};

/// Concat, Stack (an axis of the result), ArgMax, ArgMin, Softmax, LogSoftmax.
struct AxisAttributes
{
    int axis = 0;
    bool operator==(const AxisAttributes&) const = default;
};

/// Cumsum, Cumprod.
struct CumulateAttributes
{
    int axis = 0;
    bool exclusive = false; ///< entry i leaves out element i
    bool reverse = false; ///< from the end
    bool operator==(const CumulateAttributes&) const = default;
};

/// Gather, GatherGradient: the first `batchDims` axes of x and indices go together; `axis` >=
/// batchDims.
struct GatherAttributes
{
    int axis = 0;
    int batchDims = 0;
    Shape inputShape; ///< of x
    bool operator==(const GatherAttributes&) const = default;
};

/// One number an axis. Tile: copies; Roll: how far entries move; Reverse: 1 where turned round.
/// RandomShuffle: the row of x that comes i-th.
struct CountsAttributes
{
    std::vector<std::int64_t> counts;
    bool operator==(const CountsAttributes&) const = default;
};

struct PadAttributes
{
    std::vector<std::pair<std::int64_t, std::int64_t>> widths; ///< before and after, one an axis
    double value = 0;
    bool operator==(const PadAttributes&) const = default;
};

struct OneHotAttributes
{
    std::int64_t depth = 0;
    int axis = 0; ///< of the result
    DType dtype = DType::Float32;
    double on = 1;
    double off = 0;
    bool operator==(const OneHotAttributes&) const = default;
};

/// Sort, ArgSort: the direction. TopK, TopKIndices: how many (always descending).
struct OrderAttributes
{
    bool descending = false;
    std::int64_t count = 0;
    bool operator==(const OrderAttributes&) const = default;
};

/// LeakyRelu: the slope for negative x. Gelu: 1 for the approximation with tanh. AdjustContrast:
/// the factor. Polygamma: n. Factors of svd and qr: not 0 for full_matrices=True.
struct NumberAttributes
{
    double value = 0;
    bool operator==(const NumberAttributes&) const = default;
};

/// BandPart: how many diagonals below and above the main one stay; negative: all.
struct BandAttributes
{
    std::int64_t lower = 0;
    std::int64_t upper = 0;
    bool operator==(const BandAttributes&) const = default;
};

/// Tensordot: axes of the left operand summed with axes of the right one, in pairs.
struct ContractAttributes
{
    std::vector<int> left;
    std::vector<int> right;
    bool operator==(const ContractAttributes&) const = default;
};

/// Einsum: complete ("ij,jk->ik"), without blanks or ellipsis.
struct EinsumAttributes
{
    std::string equation;
    bool operator==(const EinsumAttributes&) const = default;
};

/// A window that walks over images (convolution, pooling): rows first, columns second.
struct WindowAttributes
{
    std::array<int, 2> strides{1, 1};
    std::array<int, 2> dilations{1, 1};
    std::array<int, 2> before{0, 0}; ///< padding above and left
    std::array<int, 2> results{0, 0}; ///< rows and columns of the result
    Shape inputShape; ///< batch, rows, columns, channels
    Shape windowShape; ///< Conv2D: the filter's (rows, columns, in, out); pooling: (rows, columns)
    bool operator==(const WindowAttributes&) const = default;
};

/// CustomGradient: index into EagerContext's rules.
struct CustomAttributes
{
    int rule = -1;
    bool operator==(const CustomAttributes&) const = default;
};

using Attributes =
    std::variant<std::monostate, ReduceAttributes, MatmulAttributes, TransposeAttributes,
                 ShapeAttributes, CastAttributes, SliceAttributes, AxisAttributes,
                 CumulateAttributes, GatherAttributes, CountsAttributes, PadAttributes,
                 OneHotAttributes, OrderAttributes, NumberAttributes, BandAttributes,
                 ContractAttributes, EinsumAttributes, WindowAttributes, CustomAttributes>;

/// Of svd's and qr's factors: square orthogonal ones, also where the matrix is not.
inline bool wantsFullMatrices(const Attributes& attributes)
{
    const auto* number = std::get_if<NumberAttributes>(&attributes);
    return number && number->value != 0;
}

/// Of the operations that need nothing else; to be referred to, not copied.
inline const Attributes noAttributes;

} // namespace engine
