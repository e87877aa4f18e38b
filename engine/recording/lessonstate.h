#pragma once

#include <vector>

#include "engine/lesson/lesson.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/recording.h"

namespace engine {

// What a Recording says about the cells of a lesson that may have been edited since.

/// How many leading cells (prose counts) still stand as they were run; the cells after them are
/// stale.
int validCells(const Lesson& lesson, const Recording& recording);

/// An entry for each cell of the lesson; empty for those that did not run or were edited since. Lines
/// of TensorFlow's log ("WARNING:tensorflow:...") belong to the console and are not kept.
std::vector<ExecutedCell> executedCells(const Lesson& lesson, const Recording& recording);

} // namespace engine
