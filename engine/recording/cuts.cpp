#include "engine/recording/cuts.h"

#include <algorithm>

#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"

namespace engine {
namespace {

/// The first operation, in the order of execution, that used something computed from the source
/// and is on no tape. Invalid when there is none.
NodeId firstUnrecordedUse(const Recording& recording, NodeId source, int before)
{
    std::vector<bool> isReached(static_cast<std::size_t>(recording.graph.size()), false);
    isReached[static_cast<std::size_t>(source.index)] = true;
    for (int i = source.index + 1; i < recording.graph.size(); ++i) {
        const NodeId node{i};
        if (!isBorn(recording, node, before))
            break;
        const Node& it = recording.graph.node(node);
        if (it.isBackward() || std::none_of(it.inputs.begin(), it.inputs.end(), [&](NodeId input) {
                return isReached[static_cast<std::size_t>(input.index)];
            }))
            continue;
        if (!isRecorded(recording, node))
            return node;
        isReached[static_cast<std::size_t>(i)] = true;
    }
    return {};
}

NodeId placeOf(const Recording& recording, const GradientPass& pass, std::size_t source,
               int beganAt)
{
    const NodeId asked = pass.sources[source];
    switch (pass.reasons[source]) {
    case NoGradient::Blocked:
        return pass.blockedAt[source].isValid() ? pass.blockedAt[source] : asked;
    case NoGradient::TargetUnknown:
        return pass.targets.empty() ? asked : pass.targets.front();
    case NoGradient::NotTrainable:
        return isFloating(recording.graph.node(asked).value.dtype()) && !pass.targets.empty()
            ? pass.targets.front()
            : asked;
    case NoGradient::NotConnected:
    case NoGradient::WatchedTooLate: {
        const NodeId lost = firstUnrecordedUse(recording, asked, beganAt);
        return lost.isValid() ? lost : asked;
    }
    case NoGradient::HasGradient:
    case NoGradient::NotWatched:
        return asked;
    }
    return asked;
}

} // namespace

std::vector<Cut> cutsAt(const Recording& recording, int k)
{
    std::vector<Cut> cuts;
    const std::optional<PassId> shown = passAt(recording, k);
    if (!shown)
        return cuts;
    const GradientPass& pass = recording.passes[static_cast<std::size_t>(shown->index)];
    const PassFacts& facts = recording.passFacts[static_cast<std::size_t>(shown->index)];
    for (std::size_t i = 0; i < pass.sources.size() && i < facts.completedAt.size(); ++i) {
        if (pass.results[i] || facts.completedAt[i] > k)
            continue;
        cuts.push_back({*shown, pass.sources[i], placeOf(recording, pass, i, facts.beganAt),
                        pass.reasons[i], noGradientText(pass.reasons[i])});
    }
    return cuts;
}

} // namespace engine
