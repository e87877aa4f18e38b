#pragma once

#include "app/commandline.h"

namespace app {

/// `tapedeck run`: prints the outputs as they come; the exit status.
int runLesson(const RunLesson& command);

/// `tapedeck export`: the exit status.
int exportPicture(const ExportPicture& command);

/// `tapedeck check`: prints what is wrong; the exit status.
int checkLessons(const CheckLessons& command);

/// `tapedeck new-lesson`: the exit status.
int newLesson(const NewLesson& command);

} // namespace app
