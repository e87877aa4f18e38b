#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/lesson/lesson.h"
#include "engine/recording/recording.h"

namespace support {

engine::Lesson lessonOf(const std::vector<std::string>& cells);
/// Runs the sources as the code cells of a lesson, in order, and gives the recording.
std::shared_ptr<const engine::Recording> record(const std::vector<std::string>& cells);

/// The first part of the course: y = 2 xᵀx in three cells; ends with 0, 4, 8, 12 as the gradient of x.
std::shared_ptr<const engine::Recording> quadraticRecording();

/// One persistent tape, y = x*x and z = y*y, asked twice.
std::shared_ptr<const engine::Recording> persistentRecording();

/// The function with while and if, a = 0.7 given as a constant.
std::shared_ptr<const engine::Recording> controlFlowRecording();

} // namespace support
