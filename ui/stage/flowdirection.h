#pragma once

#include <optional>
#include <vector>

#include "ui/stage/stagemodel.h"

namespace ui {

/// Longest path from the leaves, by box.
std::vector<int> ranksOf(const StageModel& model);

/// The direction in which the picture fills a stage of that aspect (width over height) better,
/// estimated from its layers. Another one than `present` only when it is clearly better.
FlowDirection bestDirection(const StageModel& model, double aspect = 1.7,
                            std::optional<FlowDirection> present = {});

} // namespace ui
