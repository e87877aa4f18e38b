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
void checkInputDType(Op op, int index, DType expected, DType actual);
/// Throws when `dtype` is Bool: "Value for attr 'T' of bool is not in the list of allowed values".
void checkNumber(Op op, DType dtype);
void checkFloating(Op op, DType dtype);

/// The operands' common shape, or "Incompatible shapes: [2] vs. [3] [Op:AddV2]".
Shape commonShape(Op op, const Tensor& x, const Tensor& y);

} // namespace engine
