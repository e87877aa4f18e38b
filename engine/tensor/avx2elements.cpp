// Compiled with AVX2, see engine/CMakeLists.txt. Nothing here may be called before elementKernels()
// or productKernels() asked the processor, and no inline function may be shared with other files:
// Eigen has a name of its own here.
#define Eigen EigenWithAvx2
#include "engine/tensor/elementloops.inl"

namespace engine::kernels {

const ElementKernels avx2Elements = loops;

} // namespace engine::kernels
