#pragma once

#include <optional>
#include <vector>

#include "engine/recording/valueflow.h"
#include "engine/recording/whynone.h"

namespace engine {

/// What was found on the way from the source to the target.
struct WayFacts
{
    std::vector<NodeId> lost; ///< executed, but not on the tape
    std::optional<Exit> exit; ///< where the way left the graph
};

/// A change that gives the source a gradient, when a small one is known.
std::optional<Fix> suggestFix(const Recording& recording, const NoneReason& reason,
                              const WayFacts& way);

} // namespace engine
