#pragma once

#include <memory>

#include "ui/stage/stagemodel.h"

namespace ui {

/// The placement of `before`, when `now` shows the same boxes and edges with other numbers, and
/// these still fit where they stand; else null.
std::shared_ptr<const Placement> keptPlaces(const StageModel& before, const StageModel& now);

} // namespace ui
