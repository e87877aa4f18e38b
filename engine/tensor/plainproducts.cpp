#define Eigen EigenPlainProducts
#include "engine/tensor/productloops.inl"

namespace engine::kernels {

const ProductKernels plainProducts = products;

} // namespace engine::kernels
