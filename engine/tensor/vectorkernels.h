#pragma once

#include <cstdint>

namespace engine::kernels {

/// A matrix as it lies in memory, row after row, and whether it is used transposed.
struct Factor
{
    std::int64_t rows;
    std::int64_t columns;
    bool transposed;

    std::int64_t outerRows() const { return transposed ? columns : rows; }
    std::int64_t outerColumns() const { return transposed ? rows : columns; }
};

/// The loops over many numbers, in one flavour of the processor's instructions. to[i] = f(x[i]) or
/// f(x[i], y[i]); `to` may be x.
struct ElementKernels
{
    using Unary = void (*)(const float* x, float* to, std::int64_t count);
    using Binary = void (*)(const float* x, const float* y, float* to, std::int64_t count);

    Unary exp;
    Unary log;
    Unary sin;
    Unary cos;
    Unary tanh;
    Binary add;
    Binary subtract;
    Binary multiply;
    Binary divide;
};
struct ProductKernels
{
    void (*ofFloats)(const float* a, const Factor& left, const float* b, const Factor& right,
                     float* to);
    void (*ofDoubles)(const double* a, const Factor& left, const double* b, const Factor& right,
                      double* to);
};

// Both flavours are in every program, each in its own translation unit with its own copy of Eigen,
// so that nothing compiled for newer processors is called on older ones. The element kernels give
// the same bits in both: the AVX2 ones do without fused multiply-add and take the same steps.
// Products of big matrices do use it, so their last digit may depend on the processor; small ones,
// which are what lessons print, are computed with the plain ones everywhere.
extern const ElementKernels plainElements;
extern const ElementKernels avx2Elements;
extern const ProductKernels plainProducts;
extern const ProductKernels avx2Products;

/// The fastest that this processor has.
const ElementKernels& elementKernels();
const ProductKernels& productKernels();

/// Fewer numbers than this take the C library's functions, whose last digit lessons show.
constexpr std::int64_t manyElements = 64;

} // namespace engine::kernels
