#pragma once

#include <vector>

#include "engine/lang/value.h"

namespace engine::lang {

/// Sorts by key(value), or by the value when `key` is None; equal ones keep their order.
void sortValues(Interpreter& interpreter, std::vector<Value>& values, const Value& key, bool reverse);

} // namespace engine::lang
