#include "engine/library/runtime.h"

namespace engine::library {
namespace {

/// What to do about the mistakes a beginner makes most.
BilingualText hintFor(const TensorError& error)
{
    const std::string text = error.what();
    const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
    if (has("cannot compute") || has("must have the same dtype"))
        return {"TensorFlow never converts between dtypes by itself: use tf.cast(x, tf.float32) on "
                "one operand.",
                "TensorFlow 不会自动转换数据类型：请对其中一个操作数使用 tf.cast(x, tf.float32)。"};
    if (has("Matrix size-incompatible") || has("different ndims") || has("is not a matrix"))
        return {"A matrix product needs (m, k) @ (k, n): compare the shapes, and transpose or "
                "reshape one of them.",
                "矩阵乘法需要 (m, k) @ (k, n)：请对照两者的形状，必要时转置或改变形状。"};
    if (has("Incompatible shapes"))
        return {"Shapes are compared from the right; each pair of extents must be equal or one of "
                "them 1.",
                "形状从最右边的轴开始比较：每一对长度必须相等，或其中之一为 1。"};
    if (has("is not in the list of allowed values") && has("bfloat16, half, float"))
        return {"This function takes floats: write 1.0 for 1, or use tf.cast(x, tf.float32).",
                "这个函数需要浮点数：把 1 写成 1.0，或使用 tf.cast(x, tf.float32)。"};
    if (has("Input to reshape"))
        return {"The extents of the new shape, multiplied, must give the number of values; one of "
                "them may be -1.",
                "新形状各轴长度的乘积必须等于元素个数；其中一个可以写成 -1。"};
    if (has("can only be used to compute one set"))
        return {"Make the tape with tf.GradientTape(persistent=True) to ask it more than once, or "
                "ask for all sources in one call.",
                "若要多次求梯度，请用 tf.GradientTape(persistent=True) "
                "创建梯度带，或在一次调用中列出所有变量。"};
    if (error.kind == "ResourceExhaustedError")
        return {"Make the tensor smaller: a lesson may use about 1 GiB.",
                "请使用更小的张量：一课最多可用约 1 GiB 内存。"};
    if (error.kind == "MemoryLimit")
        return {"Use smaller tensors or fewer laps, or keep fewer of the results.",
                "请使用更小的张量、更少的循环次数，或保留更少的结果。"};
    return {};
}

} // namespace

void raise(const TensorError& error, std::string_view kernel)
{
    const bool isLimit = error.kind == "MemoryLimit";
    std::string text = error.what();
    if (!kernel.empty() && (isLimit || error.kind == "ResourceExhaustedError"))
        text += " [Op:" + std::string(kernel) + "]";
    RaisedError raised(error.kind, std::move(text), hintFor(error));
    raised.endsRun = isLimit;
    throw raised;
}

Runtime::Runtime(Interpreter& interpreter, EagerContext& context, RandomSource& random)
    : m_interpreter(interpreter)
    , m_context(context)
    , m_random(random)
{
}

TracedTensor Runtime::execute(Op op, std::initializer_list<TracedTensor> inputs,
                              Attributes attributes)
{
    return execute(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()),
                   std::move(attributes));
}

TracedTensor Runtime::execute(Op op, std::span<const TracedTensor> inputs, Attributes attributes)
{
    TracedTensor result = translatingErrorsOf(
        kernelName(op), [&] { return m_context.execute(op, inputs, std::move(attributes)); });
    checkLimits(result.value);
    return result;
}

TracedTensor Runtime::leaf(Op op, Tensor value, Attributes attributes)
{
    TracedTensor result = m_context.leaf(op, std::move(value), std::move(attributes));
    checkLimits(result.value);
    return result;
}

TracedTensor Runtime::filled(Op op, std::string_view kernel, DType dtype, const Shape& shape,
                             double number)
{
    return leaf(op, translatingErrorsOf(kernel, [&] { return Tensor::full(dtype, shape, number); }));
}

void Runtime::checkLimits(const Tensor& newest)
{
    m_interpreter.spend(1 + newest.size() / 256);
    const lang::Limits& limits = m_interpreter.limits();
    if (m_context.graph().size() > limits.operations)
        m_interpreter.limitReached(
            "OperationLimit",
            "more than " + std::to_string(limits.operations) + " tensor operations were recorded",
            {"A recording holds at most " + std::to_string(limits.operations) + " operations.",
             "一次记录最多容纳 " + std::to_string(limits.operations) + " 个运算。"});
    if (m_context.bytes() > limits.memoryBytes)
        m_interpreter.limitReached(
            "MemoryLimit",
            "the recorded tensors need more than "
                + std::to_string(limits.memoryBytes / (1024 * 1024))
                + " MiB; the last one has shape " + newest.shape().tupleText() + " and "
                + std::to_string(newest.byteCount()) + " bytes",
            {"Use smaller tensors or fewer laps.", "请使用更小的张量或更少的循环次数。"});
}

void Runtime::warn(const std::string& key, const std::string& text, int times)
{
    if (m_warnings[key]++ < times)
        m_interpreter.write(Output::Kind::Stderr, "WARNING:tensorflow:" + text + "\n");
}

void Runtime::cellEnded()
{
    for (const auto& work : m_cellEndWork)
        work(m_interpreter);
}

} // namespace engine::library
