#pragma once

#include <QString>

#include <vector>

#include "engine/recording/recording.h"

namespace ui {

/// A branch that was not taken: what would have run, and what decided against it.
struct Ghost
{
    int step = -1; ///< index of the BranchTaken step
    bool truth = false; ///< of the condition
    engine::NodeId decider; ///< the tensor that decided; may be invalid
    QString condition; ///< "tf.reduce_sum(b) > 0"
    QString value; ///< what it was: "False"
    QString code; ///< "c = 100 * b"
};

/// The branches not taken in a take, oldest first.
std::vector<Ghost> ghostsOf(const engine::Recording& recording, const engine::Take& take);

} // namespace ui
