// Compiled with AVX2 and fused multiply-add, see engine/CMakeLists.txt. Nothing here may be called
// before elementKernels() or productKernels() asked the processor, and no inline function may be
// shared with other files: Eigen has a name of its own here.
#define Eigen EigenWithFma
#include "engine/tensor/productloops.inl"

namespace engine::kernels {

const ProductKernels avx2Products = products;

} // namespace engine::kernels
