#pragma once

#include <string>
#include <vector>

#include "engine/recording/recording.h"
#include "engine/tape/eagercontext.h"

namespace engine {

namespace lang {
class Interpreter;
}

/// By variable: a readable name for those that no name of the program stands for alone, because
/// they live in a layer, an object or a list: the way to them from a global name ("model.w",
/// "params[0]"), cut to its end ("w") where that is unmistakable; else the name they were made with
/// ("dense.kernel"). Empty for the others.
std::vector<std::string> variableNames(const Recording& recording, const EagerContext& context,
                                       const lang::Interpreter& interpreter);

} // namespace engine
