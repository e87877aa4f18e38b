#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>

#include <algorithm>

#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine::kernels {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Applies `work` to each matrix of a batch, in float64; each result has `rows` × `columns` entries
/// (0 columns: it is a vector).
template <class Work>
Tensor ofEach(Op op, const Tensor& a, std::int64_t rows, std::int64_t columns, Work work)
{
    const Tensor wide = cast(a, DType::Float64);
    Shape shape(std::span(a.shape().begin(), static_cast<std::size_t>(a.rank() - 2)));
    const std::int64_t count = shape.elementCount();
    shape.append(rows);
    if (columns > 0)
        shape.append(columns);
    Tensor result = Tensor::zeros(DType::Float64, shape);
    const std::int64_t m = a.shape()[a.rank() - 2];
    const std::int64_t n = a.shape()[a.rank() - 1];
    const std::int64_t width = std::max<std::int64_t>(columns, 1);
    double* const to = result.mutableData<double>();
    for (std::int64_t i = 0; i < count && m > 0 && n > 0; ++i) {
        const Matrix matrix = Eigen::Map<const Matrix>(wide.data<double>() + i * m * n, m, n);
        if (!matrix.allFinite())
            throwInvalidArgument(op, "Input matrix has entries that are not finite.");
        Eigen::Map<Matrix>(to + i * rows * width, rows, width) = work(matrix);
    }
    return cast(result, a.dtype());
}

void checkMatrix(Op op, const Tensor& a, bool square)
{
    checkFloating(op, a.dtype());
    if (a.rank() < 2)
        throwInvalidArgument(
            op, "Input tensor 0 must have rank >= 2, got shape " + a.shape().bracketText());
    if (square && a.shape()[a.rank() - 1] != a.shape()[a.rank() - 2])
        throwInvalidArgument(op,
                             "Input matrix must be square, got shape " + a.shape().bracketText());
}

std::int64_t smallerExtent(const Tensor& a)
{
    return std::min(a.shape()[a.rank() - 1], a.shape()[a.rank() - 2]);
}

} // namespace

Tensor eigenvalues(const Tensor& a)
{
    checkMatrix(Op::Eigenvalues, a, true);
    return ofEach(Op::Eigenvalues, a, smallerExtent(a), 0, [](const Matrix& matrix) -> Matrix {
        return Eigen::SelfAdjointEigenSolver<Matrix>(matrix, Eigen::EigenvaluesOnly).eigenvalues();
    });
}

Tensor eigenvectors(const Tensor& a)
{
    checkMatrix(Op::Eigenvectors, a, true);
    const std::int64_t n = smallerExtent(a);
    return ofEach(Op::Eigenvectors, a, n, n, [](const Matrix& matrix) -> Matrix {
        return Eigen::SelfAdjointEigenSolver<Matrix>(matrix).eigenvectors();
    });
}

Tensor singularValues(const Tensor& a)
{
    checkMatrix(Op::SingularValues, a, false);
    return ofEach(Op::SingularValues, a, smallerExtent(a), 0, [](const Matrix& matrix) -> Matrix {
        return Eigen::JacobiSVD<Matrix>(matrix).singularValues();
    });
}

Tensor singularVectors(const Tensor& a, Op op, bool full)
{
    checkMatrix(op, a, false);
    const bool left = op == Op::SingularVectorsLeft;
    const std::int64_t rows = a.shape()[a.rank() - (left ? 2 : 1)];
    return ofEach(op, a, rows, full ? rows : smallerExtent(a), [=](const Matrix& matrix) -> Matrix {
        const Eigen::JacobiSVD<Matrix> svd(matrix,
                                           full ? Eigen::ComputeFullU | Eigen::ComputeFullV
                                                : Eigen::ComputeThinU | Eigen::ComputeThinV);
        return left ? Matrix(svd.matrixU()) : Matrix(svd.matrixV());
    });
}

Tensor qrFactor(const Tensor& a, Op op, bool full)
{
    checkMatrix(op, a, false);
    const bool orthogonal = op == Op::QrOrthogonal;
    const std::int64_t height = a.shape()[a.rank() - 2];
    const std::int64_t k = full ? height : smallerExtent(a);
    const std::int64_t rows = orthogonal ? height : k;
    const std::int64_t columns = orthogonal ? k : a.shape()[a.rank() - 1];
    return ofEach(op, a, rows, columns, [=](const Matrix& matrix) -> Matrix {
        const Eigen::HouseholderQR<Matrix> qr(matrix);
        if (orthogonal)
            return qr.householderQ() * Matrix::Identity(rows, columns);
        return qr.matrixQR().topRows(rows).triangularView<Eigen::Upper>();
    });
}

} // namespace engine::kernels
