#define Eigen EigenPlainElements
#include "engine/tensor/elementloops.inl"

namespace engine::kernels {

const ElementKernels plainElements = loops;

} // namespace engine::kernels
