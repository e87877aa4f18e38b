#pragma once

#include <optional>

#include "engine/recording/codetree.h"
#include "engine/recording/fix.h"
#include "engine/recording/recording.h"

namespace engine {

/// What the learner's code did that left a source without a gradient.
enum class NoneCause {
    NotWatched, ///< the tape was never told to watch it
    WatchedLate, ///< it was watched after the target had been computed
    ComputedOutside, ///< the way to the target was computed while the tape did not record
    LeftTape, ///< the way leads through a plain number: .numpy(), float(), NumPy
    IntegerType, ///< source, target or something between holds integers
    VariableReplaced, ///< the name of the variable means a new tensor by now
    AssignedInside, ///< the way leads through an assignment to a variable
    NotConnected, ///< nothing leads from the source to the target
    StopGradient,
    NoRule, ///< an operation on the way has no gradient: tf.round, argmax
};

/// The whole answer to "why is this gradient None".
struct NoneReason
{
    NoneCause cause = NoneCause::NotConnected;
    PassId pass;
    NodeId source;
    NodeId at; ///< where the picture is cut
    SourceSpan place; ///< where the code is; may be invalid
    int placeRun = -1; ///< the run whose source `place` points into
    BilingualText why; ///< the rest of the sentence "... is None: "
    std::optional<Fix> fix; ///< what one could try; not every None has one
};

/// Of the pass's `source`-th source, whose result must be None. Reads and parses the cells
/// concerned, so ask once and keep it.
NoneReason whyNone(const Recording& recording, PassId pass, int source);

/// For a cell that failed since its tape was used up: the change that lets the tape be asked again.
std::optional<Fix> fixForFailure(const Recording& recording, int cellRun);

} // namespace engine
