#pragma once

#include <functional>
#include <vector>

#include "app/commandline.h"
#include "engine/lesson/output.h"

namespace app {

/// `tapedeck run`: prints the outputs as they come; the exit status. `drawPlots` gives outputs with plots their pictures, before they
/// are written to a notebook.
int runLesson(const RunLesson& command, const std::function<void(std::vector<engine::Output>&)>& drawPlots);

/// `tapedeck export`: the exit status.
int exportPicture(const ExportPicture& command);

/// `tapedeck check`: prints what is wrong; the exit status.
int checkLessons(const CheckLessons& command);

/// `tapedeck new-lesson`: the exit status.
int newLesson(const NewLesson& command);

} // namespace app
