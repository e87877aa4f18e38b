#include <algorithm>
#include <type_traits>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/tensorerror.h"
#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

Factor lastTwoAxes(const Shape& shape, bool transposed)
{
    return {shape[shape.rank() - 2], shape[shape.rank() - 1], transposed};
}

/// From so many products of numbers on, the processor's best instructions are used; below, the
/// result has the same bits everywhere.
constexpr std::int64_t bigProduct = 32'768;
constexpr std::int64_t tinyProduct = 256;

/// Summed in the order of the inner index.
template <class T>
void multiplyPlainly(const T* a, const Factor& left, const T* b, const Factor& right, T* to)
{
    const std::int64_t rows = left.outerRows();
    const std::int64_t inner = left.outerColumns();
    const std::int64_t columns = right.outerColumns();
    const std::int64_t aRow = left.transposed ? 1 : left.columns;
    const std::int64_t aStep = left.transposed ? left.columns : 1;
    const std::int64_t bStep = right.transposed ? 1 : right.columns;
    const std::int64_t bColumn = right.transposed ? right.columns : 1;
    for (std::int64_t i = 0; i < rows; ++i) {
        T* const row = to + i * columns;
        std::fill_n(row, columns, T{});
        for (std::int64_t k = 0; k < inner; ++k) {
            const T factor = a[i * aRow + k * aStep];
            const T* const other = b + k * bStep;
            for (std::int64_t j = 0; j < columns; ++j)
                row[j] = wrappingSum(row[j], wrappingProduct(factor, other[j * bColumn]));
        }
    }
}

template <class T>
void multiplyInto(const T* a, const Factor& left, const T* b, const Factor& right, T* to)
{
    const std::int64_t rows = left.outerRows();
    const std::int64_t inner = left.outerColumns();
    const std::int64_t columns = right.outerColumns();
    if (rows == 0 || columns == 0)
        return;
    if (inner == 0) {
        std::fill_n(to, rows * columns, T{});
        return;
    }
    const std::int64_t work = rows * inner * columns;
    if constexpr (std::is_floating_point_v<T>) {
        if (work > tinyProduct) {
            const ProductKernels& kernels = work < bigProduct ? plainProducts : productKernels();
            if constexpr (std::is_same_v<T, float>)
                kernels.ofFloats(a, left, b, right, to);
            else
                kernels.ofDoubles(a, left, b, right, to);
            return;
        }
    }
    multiplyPlainly(a, left, b, right, to);
}

[[noreturn]] void throwBatch(const std::string& text)
{
    // Operands of rank 3 and more go to another kernel than matrices do.
    throw TensorError("InvalidArgumentError", text + " [Op:BatchMatMulV2]");
}

Shape batchOf(const Shape& shape)
{
    return Shape(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 2)));
}

void checkMatrices(const Tensor& a, const Tensor& b, const MatmulAttributes& attributes)
{
    if (a.rank() != b.rank()) {
        throwInvalidArgument(Op::Matmul,
                             "In[0] and In[1] has different ndims: " + a.shape().bracketText()
                                 + " vs. " + b.shape().bracketText());
    }
    if (a.rank() != 2) {
        throwInvalidArgument(
            Op::Matmul, "In[0] is not a matrix. Instead it has shape " + a.shape().bracketText());
    }
    if (lastTwoAxes(a.shape(), attributes.transposeA).outerColumns()
        != lastTwoAxes(b.shape(), attributes.transposeB).outerRows()) {
        throwInvalidArgument(Op::Matmul,
                             "Matrix size-incompatible: In[0]: " + a.shape().bracketText()
                                 + ", In[1]: " + b.shape().bracketText());
    }
}

Tensor batchMatmul(const Tensor& a, const Tensor& b, const MatmulAttributes& attributes)
{
    if (a.dtype() != b.dtype()) {
        throwBatch("cannot compute BatchMatMulV2 as input #1(zero-based) was expected to be a "
                   + std::string(kernelName(a.dtype())) + " tensor but is a "
                   + std::string(kernelName(b.dtype())) + " tensor");
    }
    for (const auto& [index, operand] : {std::pair(0, &a), std::pair(1, &b)}) {
        if (operand->rank() < 2) {
            throwBatch("In[" + std::to_string(index)
                       + "] ndims must be >= 2: " + std::to_string(operand->rank()));
        }
    }
    const Shape leftBatch = batchOf(a.shape());
    const Shape rightBatch = batchOf(b.shape());
    const auto batch = broadcastShape(leftBatch, rightBatch);
    if (!batch) {
        throwBatch("In[0] and In[1] must have compatible batch dimensions: "
                   + a.shape().bracketText() + " vs. " + b.shape().bracketText());
    }
    const Factor left = lastTwoAxes(a.shape(), attributes.transposeA);
    const Factor right = lastTwoAxes(b.shape(), attributes.transposeB);
    if (left.outerColumns() != right.outerRows()) {
        throwBatch("In[0] mismatch In[1] shape: " + std::to_string(left.outerColumns()) + " vs. "
                   + std::to_string(right.outerRows()) + ": " + a.shape().bracketText() + " "
                   + b.shape().bracketText() + " " + std::to_string(int{attributes.transposeA})
                   + " " + std::to_string(int{attributes.transposeB}));
    }
    Shape shape = *batch;
    shape.append(left.outerRows());
    shape.append(right.outerColumns());
    Tensor result = Tensor::uninitialized(a.dtype(), shape);
    const BroadcastWalk<2> walk(*batch, {&leftBatch, &rightBatch});
    const auto step = walk.step();
    withNumberType(a.dtype(), [&](auto element) {
        using T = decltype(element);
        const std::int64_t leftSize = left.rows * left.columns;
        const std::int64_t rightSize = right.rows * right.columns;
        const std::int64_t resultSize = left.outerRows() * right.outerColumns();
        T* to = result.mutableData<T>();
        walk.forEachRun([&](const auto& offsets, std::int64_t, std::int64_t count) {
            for (std::int64_t i = 0; i < count; ++i) {
                multiplyInto(a.data<T>() + (offsets[0] + i * step[0]) * leftSize, left,
                             b.data<T>() + (offsets[1] + i * step[1]) * rightSize, right, to);
                to += resultSize;
            }
        });
    });
    return result;
}

} // namespace

Tensor matmul(const Tensor& a, const Tensor& b, const MatmulAttributes& attributes)
{
    checkNumber(Op::Matmul, a.dtype());
    if (a.rank() > 2 || b.rank() > 2)
        return batchMatmul(a, b, attributes);
    checkInputDType(Op::Matmul, 1, a.dtype(), b.dtype());
    checkMatrices(a, b, attributes);
    const Factor left = lastTwoAxes(a.shape(), attributes.transposeA);
    const Factor right = lastTwoAxes(b.shape(), attributes.transposeB);
    Tensor result = Tensor::uninitialized(a.dtype(), Shape{left.outerRows(), right.outerColumns()});
    withNumberType(a.dtype(), [&](auto element) {
        using T = decltype(element);
        multiplyInto(a.data<T>(), left, b.data<T>(), right, result.mutableData<T>());
    });
    return result;
}

} // namespace engine::kernels
