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

void collectNodes(const Recording& recording, int firstRun, int lastRun, Take& take)
{
    std::set<int> own;
    std::set<int> imported;
    const auto wants = [&](NodeId node) {
        if (node.isValid()
            && recording.nodes[static_cast<std::size_t>(node.index)].cellRun < firstRun)
            imported.insert(node.index);
    };
    for (int i = 0; i < recording.graph.size(); ++i) {
        const int run = recording.nodes[static_cast<std::size_t>(i)].cellRun;
        if (run < firstRun || run > lastRun)
            continue;
        own.insert(i);
        for (const NodeId input : recording.graph.node({i}).inputs)
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
        for (const Firing& firing : recording.passes[pass].firings)
            wants(firing.node);
    }
    for (const int node : imported)
        take.imported.push_back({node});
    own.insert(imported.begin(), imported.end());
    for (const int node : own)
        take.nodes.push_back({node});
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
