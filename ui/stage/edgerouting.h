#pragma once

#include "ui/stage/dotformat.h"

namespace ui {

/// Puts the boxes where the placement says and draws every edge: operands enter in order, spread
/// over the consumer's side; a gradient edge runs back at a constant distance; labels of
/// contributions find a free place on it.
void arrange(StageModel& model, const Placement& placement);

/// How many edges run behind a box that is none of their ends.
int hiddenEdges(const StageModel& model);

/// Distance between a forward edge and the gradient edge beside it.
constexpr double besideDistance = 10;

} // namespace ui
