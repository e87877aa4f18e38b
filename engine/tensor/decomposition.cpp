#include <Eigen/Cholesky>
#include <Eigen/LU>

#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine::kernels {

namespace {

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

void checkMatrix(Op op, const Tensor& a, bool square)
{
    checkFloating(op, a.dtype());
    if (a.rank() < 2) {
        throwInvalidArgument(
            op, "Input tensor 0 must have rank >= 2, got shape " + a.shape().bracketText());
    }
    if (square && a.shape()[a.rank() - 1] != a.shape()[a.rank() - 2]) {
        throwInvalidArgument(op,
                             "Input matrix must be square, got shape " + a.shape().bracketText());
    }
}

std::int64_t matrixCount(const Shape& shape)
{
    std::int64_t count = 1;
    for (int axis = 0; axis + 2 < shape.rank(); ++axis)
        count *= shape[axis];
    return count;
}

Shape withoutLast(const Shape& shape, int axes)
{
    return Shape(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - axes)));
}

/// Calls function(T{}) for the floating types.
template <class Function>
void withFloat(DType dtype, Function function)
{
    if (dtype == DType::Float32)
        function(float{});
    else
        function(double{});
}

template <class T>
Eigen::Map<const Matrix<T>> matrixAt(const Tensor& a, std::int64_t index)
{
    const std::int64_t rows = a.shape()[a.rank() - 2];
    const std::int64_t columns = a.shape()[a.rank() - 1];
    return {a.data<T>() + index * rows * columns, rows, columns};
}

template <class T>
bool isSingular(const Eigen::PartialPivLU<Matrix<T>>& lu)
{
    return lu.matrixLU().diagonal().cwiseAbs().minCoeff() == T{};
}

} // namespace

Tensor inverse(const Tensor& a)
{
    checkMatrix(Op::Inverse, a, true);
    Tensor result = Tensor::uninitialized(a.dtype(), a.shape());
    withFloat(a.dtype(), [&](auto element) {
        using T = decltype(element);
        const std::int64_t n = a.shape()[a.rank() - 1];
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; n > 0 && i < matrixCount(a.shape()); ++i) {
            const Eigen::PartialPivLU<Matrix<T>> lu(matrixAt<T>(a, i));
            if (isSingular<T>(lu))
                throwInvalidArgument(Op::Inverse, "Input is not invertible.");
            Eigen::Map<Matrix<T>>(to + i * n * n, n, n) = lu.inverse();
        }
    });
    return result;
}

Tensor determinant(const Tensor& a)
{
    checkMatrix(Op::Determinant, a, true);
    Tensor result = Tensor::uninitialized(a.dtype(), withoutLast(a.shape(), 2));
    withFloat(a.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < result.size(); ++i)
            to[i] = a.shape()[a.rank() - 1] == 0 ? T{1} : T{matrixAt<T>(a, i).determinant()};
    });
    return result;
}

Tensor solve(const Tensor& a, const Tensor& b, bool adjoint)
{
    checkMatrix(Op::Solve, a, true);
    checkInputDType(Op::Solve, 1, a.dtype(), b.dtype());
    checkMatrix(Op::Solve, b, false);
    const std::int64_t n = a.shape()[a.rank() - 1];
    if (withoutLast(a.shape(), 2) != withoutLast(b.shape(), 2) || b.shape()[b.rank() - 2] != n) {
        throwInvalidArgument(Op::Solve,
                             "Input matrix and rhs are incompatible: " + a.shape().bracketText()
                                 + " vs. " + b.shape().bracketText());
    }
    Tensor result = Tensor::uninitialized(b.dtype(), b.shape());
    withFloat(a.dtype(), [&](auto element) {
        using T = decltype(element);
        const std::int64_t columns = b.shape()[b.rank() - 1];
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; n > 0 && i < matrixCount(a.shape()); ++i) {
            Matrix<T> left = matrixAt<T>(a, i);
            if (adjoint)
                left.transposeInPlace();
            const Eigen::PartialPivLU<Matrix<T>> lu(left);
            if (isSingular<T>(lu))
                throwInvalidArgument(Op::Solve, "Input matrix is not invertible.");
            Eigen::Map<Matrix<T>>(to + i * n * columns, n, columns) = lu.solve(matrixAt<T>(b, i));
        }
    });
    return result;
}

Tensor cholesky(const Tensor& a)
{
    checkMatrix(Op::Cholesky, a, true);
    Tensor result = Tensor::uninitialized(a.dtype(), a.shape());
    withFloat(a.dtype(), [&](auto element) {
        using T = decltype(element);
        const std::int64_t n = a.shape()[a.rank() - 1];
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; n > 0 && i < matrixCount(a.shape()); ++i) {
            const Eigen::LLT<Matrix<T>> factor(matrixAt<T>(a, i));
            if (factor.info() != Eigen::Success) {
                throwInvalidArgument(Op::Cholesky,
                                     "Cholesky decomposition was not successful. The input might "
                                     "not be valid.");
            }
            Eigen::Map<Matrix<T>>(to + i * n * n, n, n) = Matrix<T>(factor.matrixL());
        }
    });
    return result;
}

Tensor diag(const Tensor& x)
{
    if (x.rank() == 0)
        throwInvalidArgument(Op::Diag, "diagonal must be at least 1-dim, received shape: []");
    const std::int64_t n = x.shape()[x.rank() - 1];
    Shape shape = x.shape();
    shape.append(n);
    Tensor result = Tensor::zeros(x.dtype(), shape);
    withWideType(x.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < x.size(); ++i)
            to[i * n + i % n] = x.data<T>()[i];
    });
    return result;
}

Tensor diagPart(const Tensor& a)
{
    if (a.rank() < 2) {
        throwInvalidArgument(Op::DiagPart,
                             "input must be at least 2-dim, received shape: "
                                 + a.shape().bracketText());
    }
    const std::int64_t rows = a.shape()[a.rank() - 2];
    const std::int64_t columns = a.shape()[a.rank() - 1];
    const std::int64_t length = std::min(rows, columns);
    Shape shape = withoutLast(a.shape(), 2);
    shape.append(length);
    Tensor result = Tensor::uninitialized(a.dtype(), shape);
    withWideType(a.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < result.size(); ++i)
            to[i] = a.data<T>()[i / length * rows * columns + i % length * (columns + 1)];
    });
    return result;
}

Tensor trace(const Tensor& a)
{
    const Tensor diagonal = diagPart(a);
    return reduceSum(diagonal, {{diagonal.rank() - 1}, false});
}

Tensor bandPart(const Tensor& a, const BandAttributes& band)
{
    checkNumber(Op::BandPart, a.dtype());
    if (a.rank() < 2) {
        throwInvalidArgument(Op::BandPart,
                             "input must be at least 2-dim, received shape: "
                                 + a.shape().bracketText());
    }
    const std::int64_t rows = a.shape()[a.rank() - 2];
    const std::int64_t columns = a.shape()[a.rank() - 1];
    Tensor result = Tensor::zeros(a.dtype(), a.shape());
    withWideType(a.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < a.size(); ++i) {
            const std::int64_t row = i / columns % rows;
            const std::int64_t column = i % columns;
            if ((band.lower < 0 || row - column <= band.lower)
                && (band.upper < 0 || column - row <= band.upper))
                to[i] = a.data<T>()[i];
        }
    });
    return result;
}

} // namespace engine::kernels
