#pragma once

#include <string>
#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// A stretch of a take that can be folded into one card: a loop, one lap of it, a function call, or
/// the backward work of one gradient pass.
struct Group
{
    enum class Kind : std::uint8_t { Loop, Lap, Call, Pass };
    Kind kind = Kind::Loop;
    int parent = -1; ///< index of the group around it; -1: none
    int lap = 0; ///< of a lap: which one, from 1
    int laps = 0; ///< of a loop and its laps: how many it ran
    std::string name; ///< of a call: the function
    PassId pass; ///< of a pass
    SourceSpan span; ///< the loop's header, the call
    int cellRun = -1;
    int firstStep = 0; ///< [firstStep, stepEnd)
    int stepEnd = 0;
    std::vector<NodeId> nodes; ///< born in it, but in none of the groups inside it; ascending
};

/// The groups of a take: outer ones before those inside them, earlier ones before later ones.
struct Groups
{
    std::vector<Group> groups;
    /// Index of the innermost group a node was born in, or -1.
    int innermost(NodeId node) const;
    /// The same for a step.
    int atStep(int step) const;
    /// The groups around a node, outermost first.
    std::vector<int> around(NodeId node) const;
    const Group& at(int group) const { return groups[static_cast<std::size_t>(group)]; }
    int size() const { return static_cast<int>(groups.size()); }
    bool isInside(int group, int ancestor) const; ///< or the same

    std::vector<std::pair<NodeId, int>> owners; ///< (node, innermost group), ascending
};

/// The test of a `while` belongs to the lap it lets begin; the last one, which fails, to the loop.
/// The result of a pass is outside it.
Groups groupsOf(const Recording& recording, int take);

} // namespace engine
