#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

bool hasAvx2()
{
#ifdef __x86_64__
    static const bool both =
        __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    return both;
#else
    return false;
#endif
}

} // namespace

const ElementKernels& elementKernels()
{
    return hasAvx2() ? avx2Elements : plainElements;
}

const ProductKernels& productKernels()
{
    return hasAvx2() ? avx2Products : plainProducts;
}

} // namespace engine::kernels
