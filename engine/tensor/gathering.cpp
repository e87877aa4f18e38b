#include <algorithm>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

namespace {

void checkIndices(Op op, const Tensor& indices)
{
    if (!isInteger(indices.dtype())) {
        throwInvalidArgument(op,
                             "Value for attr 'Tindices' of "
                                 + std::string(kernelName(indices.dtype()))
                                 + " is not in the list of allowed values: int32, int64");
    }
}

/// How Gather walks: for each of `batches` x `outer` blocks, `picks` rows of `inner` elements out
/// of `extent`.
struct GatherWalk
{
    std::int64_t batches = 1;
    std::int64_t outer = 1;
    std::int64_t extent = 1;
    std::int64_t inner = 1;
    std::int64_t picks = 1; ///< indices in one batch
    Shape resultShape;

    GatherWalk(const Tensor& indices, const GatherAttributes& attributes)
    {
        const Shape& input = attributes.inputShape;
        for (int axis = 0; axis < input.rank(); ++axis) {
            std::int64_t& part = axis < attributes.batchDims ? batches
                : axis < attributes.axis                     ? outer
                : axis == attributes.axis                    ? extent
                                                             : inner;
            part *= input[axis];
            if (axis < attributes.axis)
                resultShape.append(input[axis]);
        }
        for (int axis = 0; axis < indices.rank(); ++axis) {
            if (axis >= attributes.batchDims) {
                resultShape.append(indices.shape()[axis]);
                picks *= indices.shape()[axis];
            }
        }
        for (int axis = attributes.axis + 1; axis < input.rank(); ++axis)
            resultShape.append(input[axis]);
    }

    /// Calls function(offset in x, offset in the result) for each row.
    template <class Function>
    void forEachRow(Op op, const Tensor& indices, Function function) const
    {
        for (std::int64_t batch = 0; batch < batches; ++batch) {
            for (std::int64_t block = 0; block < outer; ++block) {
                const std::int64_t at = batch * outer + block;
                for (std::int64_t i = 0; i < picks; ++i) {
                    const std::int64_t index = indices.intAt(batch * picks + i);
                    if (index < 0 || index >= extent) {
                        throwInvalidArgument(op,
                                             "indices[" + std::to_string(batch * picks + i) + "] = "
                                                 + std::to_string(index) + " is not in [0, "
                                                 + std::to_string(extent) + ")");
                    }
                    function((at * extent + index) * inner, (at * picks + i) * inner);
                }
            }
        }
    }
};

/// The rows of `indices` (last axis) as offsets into a tensor of `shape`, each of a block of
/// `blockSize` elements.
struct Blocks
{
    std::int64_t count = 1;
    std::int64_t blockSize = 1;
    int depth = 0;
    Shape resultShape; ///< of what is gathered

    Blocks(Op op, const Tensor& indices, const Shape& shape)
    {
        checkIndices(op, indices);
        if (indices.rank() == 0)
            throwInvalidArgument(op, "indices must be at least a vector");
        depth = static_cast<int>(indices.shape()[indices.rank() - 1]);
        if (depth > shape.rank()) {
            throwInvalidArgument(op,
                                 "index innermost dimension length must be <= params rank; saw: "
                                     + std::to_string(depth) + " vs. "
                                     + std::to_string(shape.rank()));
        }
        for (int axis = 0; axis + 1 < indices.rank(); ++axis) {
            count *= indices.shape()[axis];
            resultShape.append(indices.shape()[axis]);
        }
        for (int axis = depth; axis < shape.rank(); ++axis) {
            blockSize *= shape[axis];
            resultShape.append(shape[axis]);
        }
    }

    std::int64_t offset(Op op, const Tensor& indices, const Shape& shape, std::int64_t row) const
    {
        std::int64_t offset = 0;
        for (int k = 0; k < depth; ++k) {
            const std::int64_t index = indices.intAt(row * depth + k);
            if (index < 0 || index >= shape[k]) {
                std::string list;
                for (int j = 0; j < depth; ++j)
                    list += (j ? ", " : "") + std::to_string(indices.intAt(row * depth + j));
                throwInvalidArgument(op,
                                     "indices[" + std::to_string(row) + "] = [" + list
                                         + "] does not index into param shape "
                                         + shape.bracketText());
            }
            offset = offset * shape[k] + index;
        }
        return offset * blockSize;
    }
};

} // namespace

Tensor gather(const Tensor& x, const Tensor& indices, const GatherAttributes& attributes)
{
    checkIndices(Op::Gather, indices);
    const GatherWalk walk(indices, attributes);
    Tensor result = Tensor::uninitialized(x.dtype(), walk.resultShape);
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = x.data<T>();
        T* const to = result.mutableData<T>();
        walk.forEachRow(Op::Gather, indices, [&](std::int64_t source, std::int64_t target) {
            std::copy_n(from + source, walk.inner, to + target);
        });
    });
    return result;
}

Tensor gatherGradient(const Tensor& rows, const Tensor& indices, const GatherAttributes& attributes)
{
    const GatherWalk walk(indices, attributes);
    Tensor result = Tensor::zeros(rows.dtype(), attributes.inputShape);
    withNumberType(rows.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = rows.data<T>();
        T* const to = result.mutableData<T>();
        walk.forEachRow(Op::GatherGradient, indices, [&](std::int64_t target, std::int64_t source) {
            for (std::int64_t i = 0; i < walk.inner; ++i)
                to[target + i] = wrappingSum(to[target + i], from[source + i]);
        });
    });
    return result;
}

Tensor gatherNd(const Tensor& x, const Tensor& indices)
{
    const Blocks blocks(Op::GatherNd, indices, x.shape());
    Tensor result = Tensor::uninitialized(x.dtype(), blocks.resultShape);
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < blocks.count; ++i)
            std::copy_n(x.data<T>() + blocks.offset(Op::GatherNd, indices, x.shape(), i),
                        blocks.blockSize, to + i * blocks.blockSize);
    });
    return result;
}

namespace {

void checkUpdates(Op op, const Blocks& blocks, const Tensor& updates)
{
    if (updates.shape() != blocks.resultShape) {
        throwInvalidArgument(op,
                             "The updates must have shape " + blocks.resultShape.bracketText()
                                 + ", got " + updates.shape().bracketText());
    }
}

} // namespace

Tensor scatterNd(const Tensor& indices, const Tensor& updates, const Shape& shape)
{
    const Blocks blocks(Op::ScatterNd, indices, shape);
    checkUpdates(Op::ScatterNd, blocks, updates);
    Tensor result = Tensor::zeros(updates.dtype(), shape);
    withNumberType(updates.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        const T* from = updates.data<T>();
        for (std::int64_t i = 0; i < blocks.count; ++i) {
            const std::int64_t offset = blocks.offset(Op::ScatterNd, indices, shape, i);
            for (std::int64_t k = 0; k < blocks.blockSize; ++k, ++from)
                to[offset + k] = wrappingSum(to[offset + k], *from);
        }
    });
    return result;
}

Tensor tensorScatterUpdate(const Tensor& x, const Tensor& indices, const Tensor& updates)
{
    const Blocks blocks(Op::TensorScatterUpdate, indices, x.shape());
    checkInputDType(Op::TensorScatterUpdate, 2, x.dtype(), updates.dtype());
    checkUpdates(Op::TensorScatterUpdate, blocks, updates);
    Tensor result = Tensor::uninitialized(x.dtype(), x.shape());
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        std::copy_n(x.data<T>(), x.size(), to);
        for (std::int64_t i = 0; i < blocks.count; ++i)
            std::copy_n(updates.data<T>() + i * blocks.blockSize, blocks.blockSize,
                        to + blocks.offset(Op::TensorScatterUpdate, indices, x.shape(), i));
    });
    return result;
}

Tensor nonZero(const Tensor& condition)
{
    std::vector<std::int64_t> found;
    std::int64_t rows = 0;
    for (std::int64_t i = 0; i < condition.size(); ++i) {
        if (condition.at(i) == 0)
            continue;
        ++rows;
        std::int64_t rest = i;
        const std::size_t first = found.size();
        for (int axis = condition.rank() - 1; axis >= 0; --axis) {
            found.push_back(rest % condition.shape()[axis]);
            rest /= condition.shape()[axis];
        }
        std::reverse(found.begin() + static_cast<std::ptrdiff_t>(first), found.end());
    }
    return Tensor::of<std::int64_t>(Shape{rows, condition.rank()}, found);
}

Tensor booleanMask(const Tensor& x, const Tensor& mask)
{
    bool fits = mask.rank() > 0 && mask.rank() <= x.rank();
    for (int axis = 0; fits && axis < mask.rank(); ++axis)
        fits = mask.shape()[axis] == x.shape()[axis];
    if (!fits) {
        throwInvalidArgument(Op::BooleanMask,
                             "Shapes " + x.shape().tupleText() + " and " + mask.shape().tupleText()
                                 + " are incompatible");
    }
    return gatherNd(x, nonZero(mask));
}

} // namespace engine::kernels
