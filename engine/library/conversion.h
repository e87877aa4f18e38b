#pragma once

#include <optional>
#include <vector>

#include "engine/library/runtime.h"

namespace engine::library {

/// What convert_to_tensor is told about the result's dtype.
struct Wanted
{
    std::optional<DType> dtype; ///< must become this; an error when it cannot
    std::optional<DType> hint; ///< should become this when the value allows it
};

/// tf.convert_to_tensor: numbers, nested lists, ranges, arrays, variables (which are read) and
/// tensors. Numbers become Constant leaves.
TracedTensor toTensor(Runtime& runtime, Interpreter& interpreter, const Value& value,
                      const Wanted& wanted = {});

/// The numbers of a value without touching the graph: for np.array and tf.Variable's initial value.
/// `floatType` is the dtype of Python floats (float32 in TensorFlow, float64 in NumPy), `intType`
/// of Python ints.
Tensor toPlainTensor(Interpreter& interpreter, const Value& value, DType intType, DType floatType,
                     const Wanted& wanted = {});

/// `value` as a tensor of another dtype; also used by force-casts of arrays.
Tensor castTo(const Tensor& value, DType dtype);

/// A shape argument: int, list, tuple, TensorShape, integer tensor or array.
std::vector<std::int64_t> toExtents(Interpreter& interpreter, const Value& value);
Shape toShape(Interpreter& interpreter, const Value& value);
/// An axis argument: None (empty list), int, or list/tuple of ints.
std::vector<std::int64_t> toAxes(Interpreter& interpreter, const Value& value);
/// A dtype argument: tf.float32, np.float32, "float32", float, int, bool. Empty for None.
std::optional<DType> toDType(Interpreter& interpreter, const Value& value);
std::int64_t toInteger(Interpreter& interpreter, const Value& value, const std::string& what);
double toDouble(Interpreter& interpreter, const Value& value, const std::string& what);

/// The tensor inside a tensor, variable, ndarray or NumPy scalar, without reading (a display's
/// look). Null for anything else.
const Tensor* tensorBehind(const Value& value);
/// The node of a tensor or of a variable's present contents; invalid for anything else.
NodeId nodeBehind(const Value& value);

} // namespace engine::library
