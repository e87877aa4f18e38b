#pragma once

#include <QString>

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/recording/recording.h"

namespace ui {

/// What a take holds about each node, looked up once instead of by a search for every box.
struct TakeIndex
{
    TakeIndex(const engine::Recording& recording, const engine::Take& take);

    using Arrivals =
        std::vector<std::pair<engine::PassId, int>>; ///< index into GradientPass::contributions

    std::unordered_map<int, std::vector<QString>>
        names; ///< every name a node has by the end of the take
    std::unordered_set<int> watched; ///< nodes that some tape watches at some time
    std::unordered_map<int, Arrivals> arrivals; ///< by the node that gets them
    std::unordered_map<int, std::vector<engine::Tensor>> seeds;
};

} // namespace ui
