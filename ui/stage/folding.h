#pragma once

#include <optional>
#include <vector>

#include "engine/recording/groups.h"

namespace ui {

/// Which groups of a take are open. Part of what is drawn, beside the step.
struct Folding
{
    /// One a group: 0 closed, 1 open; of a loop how many laps have come out of its coil.
    std::vector<int> open;

    int at(int group) const { return open[static_cast<std::size_t>(group)]; }
    int& at(int group) { return open[static_cast<std::size_t>(group)]; }
    bool operator==(const Folding&) const = default;
};

/// Everything open, but for long loops and what would make the picture too large to read.
Folding defaultFolding(const engine::Groups& groups);
Folding everythingOpen(const engine::Groups& groups);

/// What a closed card stands for: a whole group, or the laps of an open loop that are still in its
/// coil.
struct Folded
{
    int group = -1;
    int firstLap = 1; ///< of a coil
    auto operator<=>(const Folded&) const = default;
};

/// The card a node, or whatever else happened in group `innermost`, disappears in; empty when it is
/// drawn.
std::optional<Folded> foldedIn(const engine::Groups& groups, const Folding& folding, int innermost);

/// One click: a coil gives out its next lap, anything else opens or closes. Closing a loop takes
/// all laps back.
Folding opened(const engine::Groups& groups, Folding folding, int group);
Folding closed(const engine::Groups& groups, Folding folding, int group);
/// With all its laps, as far as a picture can hold them.
Folding openedWhole(const engine::Groups& groups, Folding folding, int group);

} // namespace ui
