#pragma once

#include <QString>

#include <vector>

#include "engine/recording/comparison.h"
#include "ui/stage/stagemodel.h"

namespace ui {

/// What the picture marks because another run has it otherwise: one side of a Comparison.
struct StageMarks
{
    std::vector<engine::NodeDifference> nodes; ///< by node
    std::vector<bool> gradients; ///< by node
    std::vector<int> branches; ///< BranchTaken steps that came out differently
};

StageMarks firstMarks(const engine::Comparison& comparison);
StageMarks secondMarks(const engine::Comparison& comparison);

/// The badge on a box at step k: "≠" another value, "∂≠" another gradient, "+" only in this run;
/// empty: no difference, or none yet.
QString markOf(const engine::Recording& recording, const StageBox& box, const StageMarks& marks,
               int k);

} // namespace ui
