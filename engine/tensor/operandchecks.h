#pragma once

#include <string>

#include "engine/tensor/op.h"
#include "engine/tensor/tensor.h"

namespace engine {

/// Throws InvalidArgumentError with `text` and TensorFlow's suffix: " [Op:AddV2]", for Concat also
/// " name: concat" (stack: " name: stack").
[[noreturn]] void throwInvalidArgument(Op op, const std::string& text);

/// "cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a int32
/// tensor [Op:AddV2]".
[[noreturn]] void throwInputDType(Op op, int index, DType expected, DType actual);
inline void checkInputDType(Op op, int index, DType expected, DType actual)
{
    if (actual != expected)
        throwInputDType(op, index, expected, actual);
}
/// "Value for attr 'T' of bool is not in the list of allowed values".
[[noreturn]] void throwNoNumber(Op op, DType dtype);
[[noreturn]] void throwNotFloating(Op op, DType dtype);
inline void checkNumber(Op op, DType dtype)
{
    if (dtype == DType::Bool)
        throwNoNumber(op, dtype);
}
inline void checkFloating(Op op, DType dtype)
{
    if (!isFloating(dtype))
        throwNotFloating(op, dtype);
}

/// The operands' common shape, or "Incompatible shapes: [2] vs. [3] [Op:AddV2]".
Shape commonShape(Op op, const Tensor& x, const Tensor& y);

} // namespace engine
