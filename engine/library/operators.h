#pragma once

#include <optional>

#include "engine/library/runtime.h"

namespace engine::library {

/// The operation behind an operator between tensors or arrays; empty where they have none. Of bools
/// `&`, `|` and `^` are logical, and of whole numbers not there.
std::optional<Op> operationFor(lang::BinaryOperator op, DType dtype);
Op operationFor(lang::CompareOperator op);

} // namespace engine::library
