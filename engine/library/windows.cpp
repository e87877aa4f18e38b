#include "engine/library/windows.h"

#include "engine/library/conversion.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

int positive(const Call& call, std::size_t i, std::int64_t number)
{
    if (number < 1)
        throw RaisedError("ValueError",
                          "strides and windows must be positive, got " + call.text(i));
    return static_cast<int>(number);
}

/// The numbers of an argument with one for each of `sides` sides, or also for batch and channels.
std::vector<std::int64_t> sidesOf(const Call& call, std::size_t i, std::size_t sides)
{
    auto numbers = toExtents(call.interpreter(), call[i]);
    if (numbers.size() == sides + 2)
        numbers = {numbers.begin() + 1, numbers.end() - 1};
    if (numbers.size() == 1)
        numbers.resize(sides, numbers.front());
    if (numbers.size() != sides)
        throw RaisedError("ValueError",
                          "strides and windows should be of length 1, " + std::to_string(sides)
                              + " or " + std::to_string(sides + 2) + " but was "
                              + std::to_string(numbers.size()));
    return numbers;
}

} // namespace

std::array<int, 2> rowsAndColumns(const Call& call, std::size_t i)
{
    const auto numbers = sidesOf(call, i, 2);
    return {positive(call, i, numbers[0]), positive(call, i, numbers[1])};
}

std::array<int, 2> alongSequence(const Call& call, std::size_t i)
{
    return {1, positive(call, i, sidesOf(call, i, 1)[0])};
}

bool isSame(const std::string& padding)
{
    const bool same = padding == "SAME" || padding == "same";
    if (!same && padding != "VALID" && padding != "valid")
        throw RaisedError("ValueError", "Padding should be \"SAME\" or \"VALID\", got " + padding,
                          {"Pad with tf.pad before the call to choose the padding yourself.",
                           "若要自己决定填充，请先用 tf.pad 填充。"});
    return same;
}

void checkChannelsLast(const Call& call, std::size_t format, const char* wanted, Op op)
{
    if (!call.given(format) || call.text(format) == wanted)
        return;
    const std::string kernel(kernelName(op));
    throw RaisedError(
        "UnimplementedError",
        "The " + kernel + " op currently only supports the " + wanted
            + " tensor format on the CPU. The op was given the format: " + call.text(format)
            + " [Op:" + kernel + "]",
        {"Put the channels last, with tf.transpose.", "请用 tf.transpose 把通道放在最后一轴。"});
}

TracedTensor convolved(Runtime& runtime, const TracedTensor& images, const TracedTensor& filters,
                       const Walk& walk)
{
    const auto window = Runtime::translatingErrors([&] {
        return resolveConvolution(images.value.shape(), filters.value.shape(), walk.strides,
                                  walk.dilations, walk.same);
    });
    return runtime.execute(Op::Conv2D, {images, filters}, window);
}

TracedTensor pooled(Runtime& runtime, Op op, const TracedTensor& images,
                    const std::array<int, 2>& window, const Walk& walk)
{
    const auto attributes = Runtime::translatingErrors(
        [&] { return resolvePooling(images.value.shape(), window, walk.strides, walk.same, op); });
    return runtime.execute(op, {images}, attributes);
}

TracedTensor asImages(Runtime& runtime, const TracedTensor& sequences, int rowAxis)
{
    const Shape& shape = sequences.value.shape();
    if (shape.rank() != 3)
        throw RaisedError("ValueError",
                          "a sequence and its filter have three axes, got shape "
                              + shape.tupleText(),
                          {"(batch, steps, channels), and (window, in, out) for the filter.",
                           "序列为 (批, 步, 通道)，卷积核为 (窗口, 输入, 输出)。"});
    Shape image;
    for (int axis = 0; axis < 3; ++axis) {
        if (axis == rowAxis)
            image.append(1);
        image.append(shape[axis]);
    }
    return runtime.execute(Op::Reshape, {sequences}, ShapeAttributes{image});
}

TracedTensor asSequences(Runtime& runtime, const TracedTensor& images)
{
    const Shape& shape = images.value.shape();
    return runtime.execute(Op::Reshape, {images},
                           ShapeAttributes{Shape{shape[0], shape[2], shape[3]}});
}

} // namespace engine::library
