#pragma once

#include <string>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace app {

/// The failure of `run`, a cell of the recording, for a terminal: for each call under way the cell,
/// the line, and carets under the place; then the message and the hint.
std::string diagnosticText(const engine::Recording& recording, const engine::CellRun& run,
                           engine::Language language);

} // namespace app
