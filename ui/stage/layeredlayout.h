#pragma once

#include "ui/stage/dotformat.h"

namespace ui {

/// A plain layout of our own for when dot is missing or takes too long: longest-path layers, boxes
/// in a layer ordered by where their neighbours are. Never fails, never overlaps, keeps operands in
/// order where they share a layer.
Placement layeredPlacement(const StageModel& model);

} // namespace ui
