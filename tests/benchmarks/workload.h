#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// The seven workloads that every peer runs with the same numbers: W1 to W7, the long ones in
/// several sizes.
///
/// W1     y = 2·xᵀx for x (4, 1), and its gradient
/// W2-N   s = s·1.0001 + 0.5·sin s, N operations in a row, and the gradient with respect to the
/// first s W3     the while loop of the first lesson: a (1, 1) tensor doubled until its norm is
/// 1000 W4     a multilayer perceptron 784-256-10, batch 64, relu, cross-entropy: one step's loss
/// and four gradients W5     sum(ABCD), four 512 × 512 matrices, and the gradients of all W6
/// sum(exp(sin x)·x + x²) over 1e6 elements, and its gradient W7     the second derivative of
/// x·x·x·x, four elements
struct Work
{
    std::function<void()> once;
    std::function<double()> check; ///< a number that is the same for every peer, from the last time
    double parts = 1; ///< operations in one call, where the figure is one an operation
    int calls = 1; ///< of the workload, each time
};
/// By name, "W1".
using Works = std::map<std::string, Work>;

namespace workload {

constexpr std::int64_t batch = 64;
constexpr std::int64_t inputs = 784;
constexpr std::int64_t hidden = 256;
constexpr std::int64_t classes = 10;
constexpr std::int64_t edge = 512;
constexpr std::int64_t many = 1'000'000;
constexpr float chainStart = 0.3F;
constexpr float loopStart = 0.7F;

/// `count` numbers between -scale/2 and scale/2, the same on every machine.
inline std::vector<float> numbers(std::int64_t count, std::uint32_t seed, double scale)
{
    std::vector<float> all;
    all.reserve(static_cast<std::size_t>(count));
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i) {
        std::uint32_t bits = (i + 1) * 2654435769U ^ seed * 2246822519U;
        bits = (bits ^ bits >> 16) * 2146121005U;
        bits = (bits ^ bits >> 15) * 2221713035U;
        bits ^= bits >> 16;
        all.push_back(static_cast<float>((bits / 4294967296.0 - 0.5) * scale));
    }
    return all;
}

inline std::vector<std::int32_t> labels()
{
    std::vector<std::int32_t> all;
    for (const float number : numbers(batch, 6, 1))
        all.push_back(static_cast<std::int32_t>((number + 0.5F) * static_cast<float>(classes))
                      % 10);
    return all;
}

/// Makes the compiler believe that the number is read here.
template <class T>
void keep(const T& value)
{
    asm volatile("" : : "r"(&value) : "memory"); // NOLINT
}

} // namespace workload

/// The engine, with nothing kept that a gradient does not need, or with everything recorded for
/// playback. A program of a student's takes a gradient again and again in one run, so the tiny
/// workloads are called ten times in one; no peer has anything that begins and ends with a
/// run. "W1-forward" is W1 without the gradient, and so on.
Works engineWorks(bool recorded);
/// The same operations, one after the other, each result a fresh Eigen array; no tape, types or
/// shapes at run time. What an engine that executes operation by operation can hope for.
Works handWrittenWorks();
/// Empty when libtorch is not installed.
Works torchWorks();
/// Which BLAS libtorch multiplies matrices with, as far as one can see.
std::string torchBlas();

/// Runs the workload once and prints by how many bytes it raised the process's peak; the program
/// starts itself for that.
int printPeakBytes(const std::string& workload);
