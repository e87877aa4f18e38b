#include "ui/stage/folding.h"

#include <algorithm>

namespace ui {
namespace {

using engine::Group;

constexpr int longestOpenLoop = 3; ///< laps
constexpr int deepestOpenCall = 3;
constexpr int roomAtFirst = 120; ///< boxes that default folding leaves in the picture
constexpr int mostLapsAtOnce = 60;

int depthOfCalls(const engine::Groups& groups, int group)
{
    int depth = 0;
    for (; group >= 0; group = groups.at(group).parent)
        depth += groups.at(group).kind == Group::Kind::Call ? 1 : 0;
    return depth;
}

} // namespace

Folding everythingOpen(const engine::Groups& groups)
{
    Folding folding;
    for (const Group& group : groups.groups)
        folding.open.push_back(group.kind == Group::Kind::Loop ? group.laps : 1);
    return folding;
}

Folding defaultFolding(const engine::Groups& groups)
{
    Folding folding;
    folding.open.assign(static_cast<std::size_t>(groups.size()), 0);
    std::vector<int> cost(static_cast<std::size_t>(groups.size()), 0);
    for (int g = 0; g < groups.size(); ++g) {
        cost[static_cast<std::size_t>(g)] += static_cast<int>(groups.at(g).nodes.size());
        if (const int parent = groups.at(g).parent; parent >= 0)
            ++cost[static_cast<std::size_t>(parent)];
    }
    int room = roomAtFirst;
    for (int g = 0; g < groups.size(); ++g) { // outer ones come first
        const Group& group = groups.at(g);
        const bool isShown = group.parent < 0 || folding.at(group.parent) > 0;
        const bool isShort = group.kind != Group::Kind::Loop || group.laps <= longestOpenLoop;
        const bool isShallow =
            group.kind != Group::Kind::Call || depthOfCalls(groups, g) <= deepestOpenCall;
        if (!isShown || !isShort || !isShallow || cost[static_cast<std::size_t>(g)] > room)
            continue;
        room -= cost[static_cast<std::size_t>(g)];
        folding.at(g) = group.kind == Group::Kind::Loop ? group.laps : 1;
    }
    return folding;
}

std::optional<Folded> foldedIn(const engine::Groups& groups, const Folding& folding, int innermost)
{
    std::optional<Folded> outermost;
    for (int g = innermost; g >= 0; g = groups.at(g).parent) {
        const Group& group = groups.at(g);
        if (group.kind == Group::Kind::Lap && group.parent >= 0
            && group.lap > folding.at(group.parent)) {
            outermost = Folded{group.parent, folding.at(group.parent) + 1};
        } else if (group.kind == Group::Kind::Loop) {
            // What is in no lap, the last test, stays in the coil to its end.
            if (g == innermost && folding.at(g) < group.laps)
                outermost = Folded{g, folding.at(g) + 1};
            else if (folding.at(g) == 0)
                outermost = Folded{g, 1};
        } else if (folding.at(g) == 0) {
            outermost = Folded{g, 1};
        }
    }
    return outermost;
}

Folding opened(const engine::Groups& groups, Folding folding, int group)
{
    int& state = folding.at(group);
    if (groups.at(group).kind != Group::Kind::Loop) {
        state = 1;
        return folding;
    }
    state = std::min(state + 1, groups.at(group).laps);
    for (int g = 0; g < groups.size(); ++g) {
        if (groups.at(g).parent == group && groups.at(g).lap == state)
            folding.at(g) = 1;
    }
    return folding;
}

Folding closed(const engine::Groups& /*groups*/, Folding folding, int group)
{
    folding.at(group) = 0;
    return folding;
}

Folding openedWhole(const engine::Groups& groups, Folding folding, int group)
{
    if (groups.at(group).kind != Group::Kind::Loop)
        return opened(groups, std::move(folding), group);
    folding.at(group) = std::min(groups.at(group).laps, folding.at(group) + mostLapsAtOnce);
    for (int g = 0; g < groups.size(); ++g) {
        if (groups.at(g).parent == group)
            folding.at(g) = 1;
    }
    return folding;
}

} // namespace ui
