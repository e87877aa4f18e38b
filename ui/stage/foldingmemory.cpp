#include "ui/stage/foldingmemory.h"

#include <algorithm>
#include <vector>

#include "engine/recording/recording.h"

namespace ui {
namespace {

constexpr int allLaps = -1;

/// "cell 2/f 1/loop 1/lap 3": the cell, then what each group around it is called and which of its
/// kind it is. Not the code of its header, which may be what was edited.
std::vector<QString> placesOf(const engine::Recording& recording, const engine::Groups& groups)
{
    std::vector<QString> places;
    std::map<QString, int> count;
    for (const engine::Group& group : groups.groups) {
        QString place = QStringLiteral("cell %1").arg(
            group.cellRun < 0 ? -1
                              : recording.cellRuns[static_cast<std::size_t>(group.cellRun)].cell);
        if (group.parent >= 0)
            place = places[static_cast<std::size_t>(group.parent)];
        switch (group.kind) {
        case engine::Group::Kind::Loop:
            place += QStringLiteral("/loop");
            break;
        case engine::Group::Kind::Lap:
            place += QStringLiteral("/lap");
            break;
        case engine::Group::Kind::Call:
            place += QLatin1Char('/') + QString::fromStdString(group.name);
            break;
        case engine::Group::Kind::Pass:
            place += QStringLiteral("/pass");
            break;
        }
        places.push_back(place + QStringLiteral(" %1").arg(++count[place]));
    }
    return places;
}

} // namespace

void FoldingMemory::remember(const engine::Recording& recording, const engine::Groups& groups,
                             const Folding& before, const Folding& after)
{
    const std::vector<QString> places = placesOf(recording, groups);
    for (int g = 0; g < groups.size(); ++g) {
        if (before.at(g) == after.at(g))
            continue;
        const engine::Group& group = groups.at(g);
        const bool isWhole =
            group.kind == engine::Group::Kind::Loop && after.at(g) == group.laps && group.laps > 0;
        m_chosen[places[static_cast<std::size_t>(g)]] = isWhole ? allLaps : after.at(g);
    }
}

Folding FoldingMemory::foldingFor(const engine::Recording& recording,
                                  const engine::Groups& groups) const
{
    Folding folding = defaultFolding(groups);
    if (m_chosen.empty())
        return folding;
    constexpr int mostLapsCarriedOver = 60; // as many as one click opens
    const std::vector<QString> places = placesOf(recording, groups);
    for (int g = 0; g < groups.size(); ++g) {
        const auto chosen = m_chosen.find(places[static_cast<std::size_t>(g)]);
        if (chosen == m_chosen.end())
            continue;
        const engine::Group& group = groups.at(g);
        if (group.kind != engine::Group::Kind::Loop)
            folding.at(g) = chosen->second;
        else
            folding.at(g) = chosen->second == allLaps ? std::min(group.laps, mostLapsCarriedOver)
                                                      : std::min(chosen->second, group.laps);
    }
    return folding;
}

} // namespace ui
