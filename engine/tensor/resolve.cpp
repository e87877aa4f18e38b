#include <algorithm>
#include <array>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/operandchecks.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

ReduceAttributes resolveReduction(const Shape& input, std::span<const std::int64_t> axes,
                                  bool keepDims, Op op)
{
    ReduceAttributes result;
    result.keepDims = keepDims;
    const int rank = input.rank();
    if (axes.empty()) {
        for (int axis = 0; axis < rank; ++axis)
            result.axes.push_back(axis);
        return result;
    }
    for (const std::int64_t axis : axes) {
        if (axis < -rank || axis >= rank) {
            throwInvalidArgument(op,
                                 "Invalid reduction dimension (" + std::to_string(axis)
                                     + " for input with " + std::to_string(rank) + " dimension(s)");
        }
        const int normalised = static_cast<int>(axis < 0 ? axis + rank : axis);
        if (std::find(result.axes.begin(), result.axes.end(), normalised) != result.axes.end()) {
            throwInvalidArgument(op,
                                 "Invalid reduction arguments: Axes contains duplicate dimension: "
                                     + std::to_string(normalised));
        }
        result.axes.push_back(normalised);
    }
    std::sort(result.axes.begin(), result.axes.end());
    return result;
}

AxisAttributes resolveAxis(const Shape& input, std::int64_t axis, Op op)
{
    const int rank = input.rank();
    if (op == Op::Concat && rank == 0) {
        throw TensorError(
            "InvalidArgumentError",
            "ConcatOp : Expected concatenating dimensions in the range [0, 0), but got "
                + std::to_string(axis) + " [Op:ConcatV2] name: concat");
    }
    if (axis < -rank || axis >= rank) {
        const std::string subject = op == Op::Concat
            ? "ConcatOp : Expected concatenating dimensions"
            : "Expected dimension";
        throwInvalidArgument(op,
                             subject + " in the range [" + std::to_string(-rank) + ", "
                                 + std::to_string(rank) + "), but got " + std::to_string(axis));
    }
    return {static_cast<int>(axis < 0 ? axis + rank : axis)};
}

TransposeAttributes resolveTranspose(const Shape& input, std::span<const std::int64_t> permutation)
{
    const int rank = input.rank();
    TransposeAttributes result;
    if (permutation.empty()) {
        for (int axis = rank - 1; axis >= 0; --axis)
            result.permutation.push_back(axis);
        return result;
    }
    if (static_cast<int>(permutation.size()) != rank) {
        throwInvalidArgument(Op::Transpose,
                             "transpose expects a vector of size " + std::to_string(rank)
                                 + ". But input(1) is a vector of size "
                                 + std::to_string(permutation.size()));
    }
    std::array<bool, Shape::maxRank> seen{};
    for (const std::int64_t axis : permutation) {
        const std::int64_t normalised = axis < 0 ? axis + rank : axis;
        if (normalised < 0 || normalised >= rank) {
            throwInvalidArgument(Op::Transpose,
                                 std::to_string(axis) + " is out of range [0 .. "
                                     + std::to_string(rank) + ")");
        }
        seen[static_cast<std::size_t>(normalised)] = true;
        result.permutation.push_back(static_cast<int>(normalised));
    }
    for (int axis = 0; axis < rank; ++axis) {
        if (!seen[static_cast<std::size_t>(axis)]) {
            std::string list;
            for (const std::int64_t given : permutation)
                list += (list.empty() ? "" : ",") + std::to_string(given);
            throwInvalidArgument(Op::Transpose,
                                 std::to_string(axis) + " is missing from {" + list + "}.");
        }
    }
    return result;
}

Axes inversePermutation(const Axes& permutation)
{
    Axes inverse(permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i)
        inverse[static_cast<std::size_t>(permutation[i])] = static_cast<int>(i);
    return inverse;
}

SliceAttributes wholeSlice(const Shape& input)
{
    SliceAttributes slice;
    slice.inputShape = input;
    slice.resultShape = input;
    for (const std::int64_t extent : input)
        slice.axes.push_back({0, 1, extent, false});
    return slice;
}

ShapeAttributes resolveReshape(const Shape& input, std::span<const std::int64_t> extents)
{
    if (extents.size() > Shape::maxRank) {
        throw TensorError("InvalidArgumentError",
                          "A tensor here has at most " + std::to_string(Shape::maxRank)
                              + " axes, but the requested shape has "
                              + std::to_string(extents.size()) + " [Op:Reshape]");
    }
    constexpr std::size_t none = Shape::maxRank;
    std::size_t open = none;
    Shape shape(extents);
    for (std::size_t i = 0; i < extents.size(); ++i) {
        if (extents[i] == -1) {
            if (open != none) {
                throwInvalidArgument(Op::Reshape,
                                     "Only one input size may be -1, not both "
                                         + std::to_string(open) + " and " + std::to_string(i));
            }
            open = i;
            shape.set(static_cast<int>(i), 1);
        } else if (extents[i] < 0) {
            throwInvalidArgument(Op::Reshape,
                                 "Size " + std::to_string(i) + " must be non-negative, not "
                                     + std::to_string(extents[i]));
        }
    }
    const std::int64_t count = input.elementCount();
    const std::int64_t known = shape.elementCount();
    const std::string start = "Input to reshape is a tensor with " + std::to_string(count)
        + " values, but the requested shape ";
    if (open != none) {
        if (known == 0) {
            throwInvalidArgument(Op::Reshape,
                                 "reshape cannot infer the missing input size for an empty tensor "
                                 "unless all specified "
                                 "input sizes are non-zero");
        }
        if (count % known != 0)
            throwInvalidArgument(Op::Reshape,
                                 start + "requires a multiple of " + std::to_string(known));
        shape.set(static_cast<int>(open), count / known);
    } else if (known != count) {
        throwInvalidArgument(Op::Reshape, start + "has " + std::to_string(known));
    }
    return {shape};
}

} // namespace engine
