// The bodies of ElementKernels. Included by plainelements.cpp and avx2elements.cpp, which are
// compiled with different instructions: everything here is local to the including file.

#include <Eigen/Core>

#include <cfloat>
#include <math.h> // the C functions: no inline ones, which the linker would share between the flavours

#include "engine/tensor/vectorkernels.h"

namespace engine::kernels {

namespace {

constexpr std::int64_t packet = 8;
using Packet = Eigen::Array<float, packet, 1>;

/// function(packet) for eight numbers at once where all lie strictly between `low` and `high`;
/// elsewhere (infinities, NaN, results out of range) the C library, one by one. A short rest is
/// filled up, so that no number's result depends on where it stands.
template <class Vector, class Scalar>
void forEachPacket(const float* x, float* to, std::int64_t count, float low, float high,
                   Vector vector, Scalar scalar)
{
    const auto eight = [&](const float* from, float* result) {
        int inside = 1;
        for (std::int64_t k = 0; k < packet; ++k)
            inside &= static_cast<int>(from[k] > low) & static_cast<int>(from[k] < high);
        if (inside != 0) {
            Eigen::Map<Packet>(result, packet) =
                vector(Packet(Eigen::Map<const Packet>(from, packet)));
            return;
        }
        for (std::int64_t k = 0; k < packet; ++k)
            result[k] = scalar(from[k]);
    };
    std::int64_t i = 0;
    for (; i + packet <= count; i += packet)
        eight(x + i, to + i);
    if (i == count)
        return;
    float rest[packet];
    for (std::int64_t k = 0; k < packet; ++k)
        rest[k] = i + k < count ? x[i + k] : x[i];
    float results[packet];
    eight(rest, results);
    for (std::int64_t k = 0; i + k < count; ++k)
        to[i + k] = results[k];
}

void expLoop(const float* x, float* to, std::int64_t count)
{
    forEachPacket(
        x, to, count, -87, 88, [](const Packet& p) { return Packet(p.exp()); },
        [](float v) { return ::expf(v); });
}

void logLoop(const float* x, float* to, std::int64_t count)
{
    forEachPacket(
        x, to, count, FLT_MIN, FLT_MAX, [](const Packet& p) { return Packet(p.log()); },
        [](float v) { return ::logf(v); });
}

void sinLoop(const float* x, float* to, std::int64_t count)
{
    forEachPacket(
        x, to, count, -8192, 8192, [](const Packet& p) { return Packet(p.sin()); },
        [](float v) { return ::sinf(v); });
}

void cosLoop(const float* x, float* to, std::int64_t count)
{
    forEachPacket(
        x, to, count, -8192, 8192, [](const Packet& p) { return Packet(p.cos()); },
        [](float v) { return ::cosf(v); });
}

void tanhLoop(const float* x, float* to, std::int64_t count)
{
    forEachPacket(
        x, to, count, -9, 9, [](const Packet& p) { return Packet(p.tanh()); },
        [](float v) { return ::tanhf(v); });
}

void addLoop(const float* x, const float* y, float* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        to[i] = x[i] + y[i];
}

void subtractLoop(const float* x, const float* y, float* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        to[i] = x[i] - y[i];
}

void multiplyLoop(const float* x, const float* y, float* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        to[i] = x[i] * y[i];
}

void divideLoop(const float* x, const float* y, float* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        to[i] = x[i] / y[i];
}

constexpr ElementKernels loops{expLoop, logLoop,      sinLoop,      cosLoop,   tanhLoop,
                               addLoop, subtractLoop, multiplyLoop, divideLoop};

} // namespace

} // namespace engine::kernels
