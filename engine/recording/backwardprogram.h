#pragma once

#include <string>
#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// One line of the backward program: what one contribution does, or where a gradient begins.
struct BackwardLine
{
    std::string code; ///< "x̄ += ȳ · 2", "ȳ = 1"
    NodeId node; ///< whose gradient it changes
    NodeId from; ///< whose rule it is; invalid in the lines that seed
    int contribution = -1; ///< index into GradientPass::contributions; -1: a seed
    int firesAt = 0; ///< it has been executed at every k >= this
    bool beginsRule = false; ///< the first line of its rule
};

/// The sweep of one pass as a program, in the order in which it runs. A gradient is written as its
/// name with a bar; what has no name is v₇. Numbers that are known stand as numbers.
std::vector<BackwardLine> backwardProgram(const Recording& recording, PassId pass);

/// A name with a bar over every letter: "x̄".
std::string barred(const std::string& name);

} // namespace engine
