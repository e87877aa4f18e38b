#pragma once

#include <string_view>

#include "engine/lang/value.h"

namespace engine::lang {

// As std::string_view's find() and rfind(), but in time that grows with the lengths only, and Stop
// is heeded.

std::size_t findText(Interpreter& interpreter, std::string_view text, std::string_view wanted,
                     std::size_t from = 0);
std::size_t findLastText(Interpreter& interpreter, std::string_view text, std::string_view wanted);

} // namespace engine::lang
