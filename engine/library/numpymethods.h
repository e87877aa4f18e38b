#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/library/runtime.h"

namespace engine::library {

/// x.sum(), x.reshape(...), x.astype(...), ...: the bound method of an array, or empty.
std::optional<Value> arrayMethod(Interpreter& interpreter, const Tensor& tensor,
                                 const std::string& name);
std::vector<std::string> arrayMethodNames();

/// np.sum and its like on any array-like: reduces with NumPy's result dtypes.
Tensor arrayReduction(Interpreter& interpreter, Op op, const Tensor& tensor, const Value& axis,
                      bool keepDims);

} // namespace engine::library
