#pragma once

#include "app/commandline.h"

namespace app {

/// `tapedeck run`: prints the outputs as they come; the exit status.
int runLesson(const RunLesson& command);

/// `tapedeck export`: the exit status.
int exportPicture(const ExportPicture& command);

} // namespace app
