#pragma once

#include <functional>
#include <vector>

#include "engine/library/runtime.h"

namespace engine::library {

/// Visits the leaves of nested lists, tuples and dicts in TensorFlow's flat order (dicts by sorted
/// key).
void forEachLeaf(const Value& structure, const std::function<void(const Value&)>& visit);

/// The same structure with its leaves replaced: `leaves` stand in flat order; dicts keep the order
/// of their keys.
Value withLeaves(Interpreter& interpreter, const Value& structure,
                 const std::vector<Value>& leaves);

} // namespace engine::library
