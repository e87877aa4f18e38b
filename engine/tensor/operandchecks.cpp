#include "engine/tensor/operandchecks.h"

#include "engine/tensor/tensorerror.h"

namespace engine {

void throwInvalidArgument(Op op, const std::string& text)
{
    std::string message = text + " [Op:" + std::string(kernelName(op)) + "]";
    if (op == Op::Concat)
        message += " name: concat";
    if (op == Op::Stack)
        message += " name: stack";
    throw TensorError("InvalidArgumentError", message);
}

namespace {

[[noreturn]] void throwNotAllowed(Op op, DType dtype, const std::string& allowed)
{
    throwInvalidArgument(op,
                         "Value for attr 'T' of " + std::string(kernelName(dtype))
                             + " is not in the list of allowed values: " + allowed);
}

} // namespace

void throwInputDType(Op op, int index, DType expected, DType actual)
{
    throwInvalidArgument(op,
                         "cannot compute " + std::string(kernelName(op)) + " as input #"
                             + std::to_string(index) + "(zero-based) was expected to be a "
                             + std::string(kernelName(expected)) + " tensor but is a "
                             + std::string(kernelName(actual)) + " tensor");
}

void throwNoNumber(Op op, DType dtype)
{
    throwNotAllowed(op, dtype, "bfloat16, half, float, double, uint8, int8, int16, int32, int64");
}

void throwNotFloating(Op op, DType dtype)
{
    throwNotAllowed(op, dtype, "bfloat16, half, float, double, complex64, complex128");
}

Shape commonShape(Op op, const Tensor& x, const Tensor& y)
{
    const auto shape = broadcastShape(x.shape(), y.shape());
    if (!shape) {
        throwInvalidArgument(op,
                             "Incompatible shapes: " + x.shape().bracketText() + " vs. "
                                 + y.shape().bracketText());
    }
    return *shape;
}

} // namespace engine
