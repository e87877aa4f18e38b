// The bodies of ProductKernels. Included by plainproducts.cpp and avx2products.cpp, which are
// compiled with different instructions: everything here is local to the including file.

#include <Eigen/Core>

#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

template <class T, int Order>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;

/// Calls function with an Eigen view of op(factor): a transposed row-major matrix is a column-major
/// one.
template <class T, class Function>
void withView(const T* data, const Factor& factor, Function function)
{
    if (factor.transposed)
        function(Eigen::Map<const Matrix<T, Eigen::ColMajor>>(data, factor.columns, factor.rows));
    else
        function(Eigen::Map<const Matrix<T, Eigen::RowMajor>>(data, factor.rows, factor.columns));
}

/// Eigen cuts big products into blocks that fit the caches, and the cut decides the order of
/// summation. With the sizes pinned, the last digit does not depend on the caches.
void pinBlocking()
{
    static const bool pinned = [] {
        Eigen::setCpuCacheSizes(32 * 1024, 512 * 1024, 4 * 1024 * 1024);
        return true;
    }();
    static_cast<void>(pinned);
}

template <class T>
void product(const T* a, const Factor& left, const T* b, const Factor& right, T* to)
{
    pinBlocking();
    Eigen::Map<Matrix<T, Eigen::RowMajor>> result(to, left.transposed ? left.columns : left.rows,
                                                  right.transposed ? right.rows : right.columns);
    withView(a, left, [&](const auto& x) {
        withView(b, right, [&](const auto& y) { result.noalias() = x * y; });
    });
}

constexpr ProductKernels products{product<float>, product<double>};

} // namespace

} // namespace engine::kernels
