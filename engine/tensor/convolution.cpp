#include <limits>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine {

namespace {

WindowAttributes resolved(Op op, const Shape& input, const Shape& window,
                          const std::array<int, 2>& strides, const std::array<int, 2>& dilations,
                          bool same)
{
    WindowAttributes result;
    result.strides = strides;
    result.dilations = dilations;
    result.inputShape = input;
    result.windowShape = window;
    for (int side = 0; side < 2; ++side) {
        const auto i = static_cast<std::size_t>(side);
        const int extent = static_cast<int>(input[side + 1]);
        const int covered = (static_cast<int>(window[side]) - 1) * dilations[i] + 1;
        if (same) {
            result.results[i] = (extent + strides[i] - 1) / strides[i];
            const int missing = (result.results[i] - 1) * strides[i] + covered - extent;
            result.before[i] = std::max(missing, 0) / 2;
        } else {
            result.results[i] = (extent - covered) / strides[i] + 1;
            if (extent < covered)
                throwInvalidArgument(op,
                                     "Computed output size would be negative: input "
                                         + input.bracketText() + ", window "
                                         + window.bracketText());
        }
    }
    return result;
}

void checkImages(Op op, const Shape& input)
{
    if (input.rank() != 4)
        throwInvalidArgument(op, "input must be 4-dimensional" + input.bracketText());
}

} // namespace

WindowAttributes resolveConvolution(const Shape& input, const Shape& filter,
                                    const std::array<int, 2>& strides,
                                    const std::array<int, 2>& dilations, bool same)
{
    checkImages(Op::Conv2D, input);
    if (filter.rank() != 4)
        throwInvalidArgument(Op::Conv2D, "filter must be 4-dimensional: " + filter.bracketText());
    if (filter[2] != input[3])
        throwInvalidArgument(Op::Conv2D,
                             "input depth must be evenly divisible by filter depth: "
                                 + std::to_string(input[3]) + " vs " + std::to_string(filter[2]));
    return resolved(Op::Conv2D, input, filter, strides, dilations, same);
}

WindowAttributes resolvePooling(const Shape& input, const std::array<int, 2>& window,
                                const std::array<int, 2>& strides, bool same, Op op)
{
    checkImages(op, input);
    return resolved(op, input, Shape{window[0], window[1]}, strides, {1, 1}, same);
}

namespace kernels {

namespace {

/// Calls function(result row-and-column offset, input offset, window offset), all counted in
/// pixels, for every place in every image where the window meets the input.
template <class Function>
void forEachMeeting(const WindowAttributes& w, Function function)
{
    const std::int64_t rows = w.inputShape[1];
    const std::int64_t columns = w.inputShape[2];
    for (std::int64_t image = 0; image < w.inputShape[0]; ++image) {
        for (std::int64_t row = 0; row < w.results[0]; ++row) {
            for (std::int64_t column = 0; column < w.results[1]; ++column) {
                const std::int64_t result = (image * w.results[0] + row) * w.results[1] + column;
                for (std::int64_t i = 0; i < w.windowShape[0]; ++i) {
                    const std::int64_t y = row * w.strides[0] + i * w.dilations[0] - w.before[0];
                    if (y < 0 || y >= rows)
                        continue;
                    for (std::int64_t j = 0; j < w.windowShape[1]; ++j) {
                        const std::int64_t x =
                            column * w.strides[1] + j * w.dilations[1] - w.before[1];
                        if (x >= 0 && x < columns)
                            function(result, (image * rows + y) * columns + x,
                                     i * w.windowShape[1] + j);
                    }
                }
            }
        }
    }
}

Shape resultShape(const WindowAttributes& w, std::int64_t channels)
{
    return Shape{w.inputShape[0], w.results[0], w.results[1], channels};
}

template <class Function>
void withFloat(Op op, DType dtype, Function function)
{
    checkFloating(op, dtype);
    if (dtype == DType::Float32)
        function(float{});
    else
        function(double{});
}

} // namespace

Tensor conv2D(const Tensor& images, const Tensor& filter, const WindowAttributes& w)
{
    checkInputDType(Op::Conv2D, 1, images.dtype(), filter.dtype());
    const std::int64_t in = w.windowShape[2];
    const std::int64_t out = w.windowShape[3];
    Tensor result = Tensor::zeros(images.dtype(), resultShape(w, out));
    withFloat(Op::Conv2D, images.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t f) {
            for (std::int64_t c = 0; c < in; ++c) {
                const T value = images.data<T>()[x * in + c];
                const T* const weights = filter.data<T>() + (f * in + c) * out;
                for (std::int64_t k = 0; k < out; ++k)
                    to[r * out + k] += value * weights[k];
            }
        });
    });
    return result;
}

Tensor convInputGradient(const Tensor& filter, const Tensor& upstream, const WindowAttributes& w)
{
    const std::int64_t in = w.windowShape[2];
    const std::int64_t out = w.windowShape[3];
    Tensor result = Tensor::zeros(upstream.dtype(), w.inputShape);
    withFloat(Op::ConvInputGradient, upstream.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t f) {
            for (std::int64_t c = 0; c < in; ++c) {
                const T* const weights = filter.data<T>() + (f * in + c) * out;
                T sum{};
                for (std::int64_t k = 0; k < out; ++k)
                    sum += upstream.data<T>()[r * out + k] * weights[k];
                to[x * in + c] += sum;
            }
        });
    });
    return result;
}

Tensor convFilterGradient(const Tensor& images, const Tensor& upstream, const WindowAttributes& w)
{
    const std::int64_t in = w.windowShape[2];
    const std::int64_t out = w.windowShape[3];
    Tensor result = Tensor::zeros(upstream.dtype(), w.windowShape);
    withFloat(Op::ConvFilterGradient, upstream.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t f) {
            for (std::int64_t c = 0; c < in; ++c) {
                const T value = images.data<T>()[x * in + c];
                for (std::int64_t k = 0; k < out; ++k)
                    to[(f * in + c) * out + k] += value * upstream.data<T>()[r * out + k];
            }
        });
    });
    return result;
}

namespace {

/// How many input pixels each place of the window covers: fewer at the edges.
std::vector<std::int64_t> coverage(const WindowAttributes& w)
{
    std::vector<std::int64_t> counts(static_cast<std::size_t>(resultShape(w, 1).elementCount()), 0);
    forEachMeeting(w, [&](std::int64_t r, std::int64_t, std::int64_t) {
        ++counts[static_cast<std::size_t>(r)];
    });
    return counts;
}

} // namespace

Tensor avgPool(const Tensor& images, const WindowAttributes& w)
{
    const std::int64_t channels = w.inputShape[3];
    Tensor result = Tensor::zeros(images.dtype(), resultShape(w, channels));
    withFloat(Op::AvgPool, images.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t) {
            for (std::int64_t c = 0; c < channels; ++c)
                to[r * channels + c] += images.data<T>()[x * channels + c];
        });
        const auto counts = coverage(w);
        for (std::int64_t i = 0; i < result.size(); ++i)
            to[i] /= static_cast<T>(counts[static_cast<std::size_t>(i / channels)]);
    });
    return result;
}

Tensor avgPoolGradient(const Tensor& upstream, const WindowAttributes& w)
{
    const std::int64_t channels = w.inputShape[3];
    Tensor result = Tensor::zeros(upstream.dtype(), w.inputShape);
    withFloat(Op::AvgPoolGradient, upstream.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        const auto counts = coverage(w);
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t) {
            const T share = 1 / static_cast<T>(counts[static_cast<std::size_t>(r)]);
            for (std::int64_t c = 0; c < channels; ++c)
                to[x * channels + c] += upstream.data<T>()[r * channels + c] * share;
        });
    });
    return result;
}

Tensor maxPoolIndices(const Tensor& images, const WindowAttributes& w)
{
    const std::int64_t channels = w.inputShape[3];
    Tensor result = Tensor::full(DType::Int64, resultShape(w, channels), -1);
    withFloat(Op::MaxPool, images.dtype(), [&](auto element) {
        using T = decltype(element);
        std::int64_t* const to = result.mutableData<std::int64_t>();
        const T* const from = images.data<T>();
        forEachMeeting(w, [&](std::int64_t r, std::int64_t x, std::int64_t) {
            for (std::int64_t c = 0; c < channels; ++c) {
                std::int64_t& best = to[r * channels + c];
                if (best < 0 || from[x * channels + c] > from[best])
                    best = x * channels + c;
            }
        });
    });
    return result;
}

Tensor maxPool(const Tensor& images, const WindowAttributes& w)
{
    const Tensor flat = images.withShape(Shape{images.size()});
    return gather(flat, maxPoolIndices(images, w), {0, 0, flat.shape()});
}

Tensor adjustContrast(const Tensor& images, double factor)
{
    checkFloating(Op::AdjustContrast, images.dtype());
    if (images.rank() < 3) {
        throwInvalidArgument(Op::AdjustContrast,
                             "input must be at least 3-D, got shape"
                                 + images.shape().bracketText());
    }
    const Tensor mean = reduceMean(images, {{images.rank() - 3, images.rank() - 2}, true});
    return add(multiply(subtract(images, mean), Tensor::full(images.dtype(), Shape{}, factor)),
               mean);
}

} // namespace kernels
} // namespace engine
