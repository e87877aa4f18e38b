#include "ui/stage/keptplaces.h"

#include <algorithm>

#include "ui/stage/dotformat.h"

namespace ui {
namespace {

/// How much larger a box may have become: less than the room that is kept around each.
constexpr double mostGrowth = 22;
/// And how much smaller: past this the picture would be full of holes.
constexpr double mostShrinkage = 90;

bool fits(QSizeF before, QSizeF now)
{
    const QSizeF growth = now - before;
    return growth.width() <= mostGrowth && growth.height() <= mostGrowth
        && growth.width() >= -mostShrinkage && growth.height() >= -mostShrinkage;
}

bool isSameBox(const StageBox& before, const StageBox& now)
{
    return before.kind == now.kind && before.isAlias == now.isAlias
        && before.isCompact == now.isCompact && before.frame == now.frame && before.node == now.node
        && fits(before.size, now.size);
}

bool isSameEdge(const StageEdge& before, const StageEdge& now)
{
    return before.from == now.from && before.to == now.to && before.slot == now.slot
        && before.isGhost == now.isGhost && before.labelSize.isEmpty() == now.labelSize.isEmpty()
        && fits(before.labelSize, now.labelSize);
}

} // namespace

std::shared_ptr<const Placement> keptPlaces(const StageModel& before, const StageModel& now)
{
    const bool isSame = before.isArranged && before.placement && before.take == now.take
        && before.direction == now.direction && before.frames.size() == now.frames.size()
        && std::equal(before.boxes.begin(), before.boxes.end(), now.boxes.begin(), now.boxes.end(),
                      isSameBox)
        && std::equal(before.edges.begin(), before.edges.end(), now.edges.begin(), now.edges.end(),
                      isSameEdge);
    return isSame ? before.placement : nullptr;
}

} // namespace ui
