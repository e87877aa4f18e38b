#pragma once

#include <vector>

#include "engine/recording/recording.h"

namespace ui {

/// Which code the player's step is about. Spans count bytes in the recorded sources; invalid where
/// there is nothing to mark.
struct StepPlace
{
    int cellRun = -1; ///< the run that is playing
    engine::SourceSpan statement;
    engine::SourceSpan expression;
    engine::SourceSpan rule; ///< in a gradient pass: the forward code of the node whose turn it is
    std::vector<engine::SourceSpan>
        callers; ///< statements that wait for a call to come back, innermost first
};
StepPlace placeAt(const engine::Recording& recording, int k);

/// The node meant by a click on the code of `cell` at `byteOffset`: the one with the smallest span
/// there, counting the names that were bound; among equals the latest born by step k.
engine::NodeId nodeAtCode(const engine::Recording& recording, int cell, int byteOffset, int k);

/// The latest run of `cell` among the first `runCount` runs, or null.
const engine::CellRun* latestRun(const engine::Recording& recording, int cell, int runCount);

} // namespace ui
