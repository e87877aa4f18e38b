#pragma once

#include <vector>

#include "ui/stage/stagemodel.h"

namespace ui {

/// Longest path from the leaves, by box.
std::vector<int> ranksOf(const StageModel& model);

/// The direction in which the picture fills a wide stage better, estimated from its layers.
FlowDirection bestDirection(const StageModel& model);

} // namespace ui
