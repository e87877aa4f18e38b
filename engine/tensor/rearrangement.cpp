#include <array>

#include "engine/tensor/convert.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine::kernels {

namespace {

constexpr std::int64_t outside = -1;

/// One list an axis of the result: which position of x's axis stands there, or `outside`.
using Positions = std::vector<std::vector<std::int64_t>>;

Tensor picked(const Tensor& x, const Positions& positions, double fill = 0)
{
    Shape shape;
    for (const auto& axis : positions)
        shape.append(static_cast<std::int64_t>(axis.size()));
    Tensor result = Tensor::uninitialized(x.dtype(), shape);
    if (result.size() == 0)
        return result;
    const int rank = shape.rank();
    std::array<std::int64_t, Shape::maxRank> at{};
    const std::int64_t length = rank == 0 ? 1 : shape[rank - 1];
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = x.data<T>();
        T* to = result.mutableData<T>();
        const T filling = convertedTo<T>(fill);
        for (std::int64_t run = 0; run < result.size() / length; ++run) {
            std::int64_t offset = 0;
            bool inside = true;
            for (int axis = 0; axis + 1 < rank; ++axis) {
                const auto i = static_cast<std::size_t>(axis);
                const std::int64_t position = positions[i][static_cast<std::size_t>(at[i])];
                inside = inside && position != outside;
                offset = offset * x.shape()[axis] + position;
            }
            if (rank > 0)
                offset *= x.shape()[rank - 1];
            for (std::int64_t i = 0; i < length; ++i) {
                const std::int64_t position =
                    rank == 0 ? 0 : positions.back()[static_cast<std::size_t>(i)];
                *to++ = inside && position != outside ? from[offset + position] : filling;
            }
            for (int axis = rank - 2; axis >= 0; --axis) {
                if (++at[static_cast<std::size_t>(axis)] < shape[axis])
                    break;
                at[static_cast<std::size_t>(axis)] = 0;
            }
        }
    });
    return result;
}

/// positions[axis][i] = function(axis, i) for as many i as extent(axis) says.
template <class Extent, class Function>
Positions positionsOf(int rank, Extent extent, Function function)
{
    Positions positions(static_cast<std::size_t>(rank));
    for (int axis = 0; axis < rank; ++axis) {
        for (std::int64_t i = 0; i < extent(axis); ++i)
            positions[static_cast<std::size_t>(axis)].push_back(function(axis, i));
    }
    return positions;
}

} // namespace

Tensor stack(const Operands& inputs, int axis)
{
    const Tensor& first = inputs[0];
    Shape part;
    for (int i = 0; i <= first.rank(); ++i) {
        if (i == axis)
            part.append(1);
        if (i < first.rank())
            part.append(first.shape()[i]);
    }
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        checkInputDType(Op::Stack, static_cast<int>(i), first.dtype(), inputs[i].dtype());
        if (inputs[i].shape() != first.shape()) {
            throwInvalidArgument(Op::Stack,
                                 "Shapes of all inputs must match: values[0].shape = "
                                     + first.shape().bracketText() + " != values["
                                     + std::to_string(i)
                                     + "].shape = " + inputs[i].shape().bracketText());
        }
        parts.push_back(inputs[i].withShape(part));
    }
    return concat(parts, axis);
}

Tensor tile(const Tensor& x, const CountsAttributes& copies)
{
    const auto count = [&](int axis) { return copies.counts[static_cast<std::size_t>(axis)]; };
    return picked(x,
                  positionsOf(
                      x.rank(), [&](int axis) { return x.shape()[axis] * count(axis); },
                      [&](int axis, std::int64_t i) { return i % x.shape()[axis]; }));
}

Tensor pad(const Tensor& x, const PadAttributes& attributes)
{
    const auto width = [&](int axis) { return attributes.widths[static_cast<std::size_t>(axis)]; };
    return picked(
        x,
        positionsOf(
            x.rank(),
            [&](int axis) { return x.shape()[axis] + width(axis).first + width(axis).second; },
            [&](int axis, std::int64_t i) {
                const std::int64_t position = i - width(axis).first;
                return position >= 0 && position < x.shape()[axis] ? position : outside;
            }),
        attributes.value);
}

Tensor roll(const Tensor& x, const CountsAttributes& shifts)
{
    return picked(x,
                  positionsOf(
                      x.rank(), [&](int axis) { return x.shape()[axis]; },
                      [&](int axis, std::int64_t i) {
                          const std::int64_t extent = x.shape()[axis];
                          const std::int64_t position =
                              (i - shifts.counts[static_cast<std::size_t>(axis)]) % extent;
                          return position < 0 ? position + extent : position;
                      }));
}

Tensor reverse(const Tensor& x, const CountsAttributes& turned)
{
    return picked(x,
                  positionsOf(
                      x.rank(), [&](int axis) { return x.shape()[axis]; },
                      [&](int axis, std::int64_t i) {
                          return turned.counts[static_cast<std::size_t>(axis)] != 0
                              ? x.shape()[axis] - 1 - i
                              : i;
                      }));
}

} // namespace engine::kernels
