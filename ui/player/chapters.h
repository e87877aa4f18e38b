#pragma once

#include <vector>

#include "engine/recording/recording.h"

namespace ui {

/// A part of the recording that the timeline shows as one block: a cell's run, or a gradient pass
/// within it.
struct Chapter
{
    enum class Kind { Cell, Pass };

    Kind kind = Kind::Cell;
    int start = 0; ///< where jumping to it lands: after its first step
    int end = 0; ///< after its last step
    int index = 0; ///< into cellRuns or passes
};

/// By start; a pass follows the cell it is in.
std::vector<Chapter> chaptersOf(const engine::Recording& recording);

/// The start of the next chapter after step k, or the end of the recording.
int nextChapter(const std::vector<Chapter>& chapters, int k, int stepCount);
/// The last chapter start before step k, or 0.
int previousChapter(const std::vector<Chapter>& chapters, int k);

/// What the step that led to k was part of, told in one word by the deck.
enum class Phase {
    Ready, ///< nothing happened yet
    Code, ///< no tape is open
    Recording, ///< a tape is open
    Backward, ///< inside a gradient pass
    Output,
    Failed,
    Done, ///< the cell is over
};
Phase phaseAt(const engine::Recording& recording, int k);

} // namespace ui
