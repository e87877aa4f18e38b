#pragma once

#include <string>
#include <vector>

#include "engine/lesson/diagnostic.h"
#include "engine/recording/recording.h"

namespace engine {

/// The traceback as IPython prints it, without colours: for each call under way its cell, function,
/// the lines around, an arrow at the line and a caret under the expression; then "Kind: message".
std::vector<std::string> tracebackLines(const Diagnostic& diagnostic,
                                        const std::vector<CellRun>& cellRuns);

} // namespace engine
