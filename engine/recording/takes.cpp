#include "engine/recording/takes.h"

#include <algorithm>
#include <set>

namespace engine {
namespace {

/// For each cell run, whether it starts a new take.
std::vector<bool> takeStarts(const Recording& recording)
{
    const std::size_t runs = recording.cellRuns.size();
    std::vector<bool> executes(runs, false);
    for (const NodeFacts& facts : recording.nodes) {
        if (facts.cellRun >= 0)
            executes[static_cast<std::size_t>(facts.cellRun)] = true;
    }
    for (const PassFacts& facts : recording.passFacts) {
        if (facts.cellRun >= 0)
            executes[static_cast<std::size_t>(facts.cellRun)] = true;
    }
    std::vector<bool> starts(runs, true);
    bool pictureYet = false;
    for (std::size_t run = 0; run < runs; ++run) {
        starts[run] = run == 0 || (executes[run] && pictureYet);
        pictureYet = pictureYet || executes[run];
    }
    // A tape opened in one run and asked in a later one ties them and all between.
    for (std::size_t pass = 0; pass < recording.passes.size(); ++pass) {
        const TapeFacts& tape =
            recording.tapes[static_cast<std::size_t>(recording.passes[pass].tape.index)];
        const int from = tape.cellRun;
        const int to = recording.passFacts[pass].cellRun;
        for (int run = from + 1; from >= 0 && run <= to; ++run)
            starts[static_cast<std::size_t>(run)] = false;
    }
    return starts;
}

/// Leaves out the middle of a very long list; the number left out.
int keepEnds(std::vector<NodeId>& nodes)
{
    const int omitted = static_cast<int>(nodes.size()) - drawnNodes;
    if (omitted <= 0)
        return 0;
    const auto middle = nodes.begin() + drawnNodes / 2;
    nodes.erase(middle, middle + omitted);
    return omitted;
}

void collectNodes(const Recording& recording, int firstRun, int lastRun, Take& take)
{
    std::vector<NodeId> own;
    for (int i = 0; i < recording.graph.size(); ++i) {
        const int run = recording.nodes[static_cast<std::size_t>(i)].cellRun;
        if (firstRun <= run && run <= lastRun)
            own.push_back({i});
    }
    take.omitted = keepEnds(own);
    std::set<NodeId> kept(own.begin(), own.end());
    std::set<NodeId> imported;
    const auto wants = [&](NodeId node) {
        if (node.isValid() && !kept.count(node))
            imported.insert(node);
    };
    for (const NodeId node : own) {
        for (const NodeId input : recording.graph.node(node).inputs)
            wants(input);
    }
    for (std::size_t pass = 0; pass < recording.passes.size(); ++pass) {
        const int run = recording.passFacts[pass].cellRun;
        if (run < firstRun || run > lastRun)
            continue;
        take.passes.push_back({static_cast<int>(pass)});
        for (const NodeId node : recording.passes[pass].targets)
            wants(node);
        for (const NodeId node : recording.passes[pass].sources)
            wants(node);
        if (take.omitted > 0)
            continue;
        for (const Firing& firing : recording.passes[pass].firings)
            wants(firing.node);
    }
    take.imported.assign(imported.begin(), imported.end());
    kept.insert(imported.begin(), imported.end());
    take.nodes.assign(kept.begin(), kept.end());
}

} // namespace

std::vector<Take> takesOf(const Recording& recording)
{
    const std::vector<bool> starts = takeStarts(recording);
    const int runs = static_cast<int>(starts.size());
    std::vector<Take> takes;
    for (int first = 0; first < runs;) {
        int last = first;
        while (last + 1 < runs && !starts[static_cast<std::size_t>(last) + 1])
            ++last;
        Take take;
        take.firstStep = recording.cellRuns[static_cast<std::size_t>(first)].firstStep;
        take.stepEnd = recording.cellRuns[static_cast<std::size_t>(last)].stepEnd;
        collectNodes(recording, first, last, take);
        takes.push_back(std::move(take));
        first = last + 1;
    }
    return takes;
}

} // namespace engine
