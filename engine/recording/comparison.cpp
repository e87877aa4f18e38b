#include "engine/recording/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <tuple>

#include "engine/recording/questions.h"
#include "engine/recording/sourcemap.h"

namespace engine {
namespace {

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

const CellRun* lastRunOf(const Recording& recording, int cell)
{
    const auto found = std::find_if(recording.cellRuns.rbegin(), recording.cellRuns.rend(),
                                    [cell](const CellRun& run) { return run.cell == cell; });
    return found == recording.cellRuns.rend() ? nullptr : &*found;
}

/// Spans of the first run as they are in the second.
class Sources
{
public:
    Sources(const Recording& first, const Recording& second)
    {
        for (const CellRun& run : first.cellRuns) {
            const CellRun* const other = lastRunOf(second, run.cell);
            if (other)
                m_maps.try_emplace(run.cell, run.source, other->source);
        }
    }

    std::optional<SourceSpan> inSecond(const SourceSpan& span) const
    {
        const auto map = m_maps.find(span.cell);
        return map == m_maps.end() ? std::nullopt : map->second.after(span);
    }

private:
    std::map<int, SourceMap> m_maps;
};

/// What can happen again: what, in the run of which cell, at which place in the code.
struct Place
{
    int what = 0;
    int cell = -1;
    SourceSpan span;

    auto operator<=>(const Place& other) const
    {
        const auto key = [](const Place& place) {
            return std::tuple(place.cell, place.span.cell, place.span.begin, place.span.end,
                              place.what);
        };
        return key(*this) <=> key(other);
    }
    bool operator==(const Place& other) const { return (*this <=> other) == 0; }
};

/// Two lists of places: which entry of the one meets which of the other. The n-th time a place
/// occurs meets the n-th time.
std::vector<int> partners(const std::vector<std::optional<Place>>& first,
                          const std::vector<std::optional<Place>>& second)
{
    std::map<Place, std::pair<std::vector<int>, std::size_t>> waiting;
    for (std::size_t i = 0; i < second.size(); ++i) {
        if (second[i])
            waiting[*second[i]].first.push_back(static_cast<int>(i));
    }
    std::vector<int> partner(first.size(), -1);
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!first[i])
            continue;
        const auto place = waiting.find(*first[i]);
        if (place != waiting.end() && place->second.second < place->second.first.size())
            partner[i] = place->second.first[place->second.second++];
    }
    return partner;
}

std::vector<std::optional<Place>> nodePlaces(const Recording& recording, const Sources* sources)
{
    std::vector<std::optional<Place>> places;
    for (std::size_t i = 0; i < recording.nodes.size(); ++i) {
        const NodeFacts& facts = recording.nodes[i];
        const std::optional<SourceSpan> span = sources ? sources->inSecond(facts.span) : facts.span;
        const Node& node = recording.graph.node({static_cast<int>(i)});
        // A gradient's backward work stands at the same place as its result: told apart by both.
        const int what = static_cast<int>(node.op) * 2 + (node.isBackward() ? 1 : 0);
        places.push_back(span ? std::optional(Place{what, facts.cell, *span}) : std::nullopt);
    }
    return places;
}

std::vector<std::optional<Place>> stepPlaces(const Recording& recording, const Sources* sources)
{
    std::vector<std::optional<Place>> places;
    places.reserve(recording.steps.size());
    for (const Step& step : recording.steps) {
        const std::optional<SourceSpan> span = sources ? sources->inSecond(step.span) : step.span;
        places.push_back(span ? std::optional(Place{static_cast<int>(step.kind), step.cell, *span})
                              : std::nullopt);
    }
    return places;
}

bool sameNumbers(const Tensor& a, const Tensor& b)
{
    for (std::int64_t i = 0; i < a.size(); ++i) {
        const double x = a.at(i);
        const double y = b.at(i);
        if (!(x == y || (std::isnan(x) && std::isnan(y))))
            return false;
    }
    return true;
}

NodeDifference difference(const Tensor& a, const Tensor& b)
{
    if (a.dtype() != b.dtype() || a.shape() != b.shape())
        return NodeDifference::Shape;
    if (!a.hasNumbers() || sameNumbers(a, b))
        return NodeDifference::None;
    return NodeDifference::Value;
}

/// What the pass brought to a node in all.
std::optional<Tensor> gradientIn(const Recording& recording, int pass, NodeId node)
{
    const GradientPass& record = recording.passes[at(pass)];
    const PassFacts& facts = recording.passFacts[at(pass)];
    const auto arrivals = facts.arrivals.at(node);
    if (!arrivals.empty())
        return record.contributions[at(arrivals.back())].sum;
    for (std::size_t t = 0; t < record.targets.size() && t < record.seeds.size(); ++t) {
        if (record.targets[t] == node)
            return record.seeds[t];
    }
    return std::nullopt;
}

void compareGradients(const Recording& first, const Recording& second, Comparison& comparison)
{
    std::map<int, std::pair<std::vector<int>, std::size_t>> ofCell; // of the second run
    for (std::size_t p = 0; p < second.passFacts.size(); ++p)
        ofCell[second.passFacts[p].cell].first.push_back(static_cast<int>(p));
    for (std::size_t p = 0; p < first.passFacts.size(); ++p) {
        auto& [others, next] = ofCell[first.passFacts[p].cell];
        if (next == others.size())
            continue;
        const int other = others[next++];
        for (std::size_t i = 0; i < comparison.first.partner.size(); ++i) {
            const NodeId partner = comparison.first.partner[i];
            if (!partner.isValid())
                continue;
            const auto a = gradientIn(first, static_cast<int>(p), {static_cast<int>(i)});
            const auto b = gradientIn(second, other, partner);
            const bool isSame = a && b ? difference(*a, *b) == NodeDifference::None : !a && !b;
            if (!isSame) {
                comparison.first.gradients[i] = true;
                comparison.second.gradients[at(partner.index)] = true;
            }
        }
    }
}

} // namespace

Comparison compared(const Recording& first, const Recording& second)
{
    const Sources sources(first, second);
    Comparison comparison;
    const std::vector<int> nodes =
        partners(nodePlaces(first, &sources), nodePlaces(second, nullptr));
    comparison.first.partner.resize(first.nodes.size());
    comparison.first.nodes.resize(first.nodes.size(), NodeDifference::Missing);
    comparison.first.gradients.resize(first.nodes.size(), false);
    comparison.second.partner.resize(second.nodes.size());
    comparison.second.nodes.resize(second.nodes.size(), NodeDifference::Missing);
    comparison.second.gradients.resize(second.nodes.size(), false);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i] < 0)
            continue;
        const std::size_t other = at(nodes[i]);
        comparison.first.partner[i] = {nodes[i]};
        comparison.second.partner[other] = {static_cast<int>(i)};
        comparison.first.nodes[i] = comparison.second.nodes[other] = difference(
            first.graph.node({static_cast<int>(i)}).value, second.graph.node({nodes[i]}).value);
    }
    compareGradients(first, second, comparison);

    const std::vector<int> steps =
        partners(stepPlaces(first, &sources), stepPlaces(second, nullptr));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i] < 0)
            continue;
        const Step& a = first.steps[i];
        const Step& b = second.steps[at(steps[i])];
        if (a.kind == StepKind::LoopEnded && a.number != b.number)
            comparison.loops.push_back(
                {a.span, b.span, a.number, b.number, static_cast<int>(i), steps[i]});
        if (a.kind == StepKind::BranchTaken && a.truth != b.truth)
            comparison.branches.push_back(
                {a.span, b.span, a.truth, b.truth, static_cast<int>(i), steps[i]});
    }
    for (const CellRun& run : first.cellRuns) {
        const CellRun* const other = lastRunOf(second, run.cell);
        if (other && !(run.outputs == other->outputs))
            comparison.outputs.push_back(run.cell);
    }
    // What a gradient pass did inside is not counted: it is not in the picture.
    for (std::size_t i = 0; i < comparison.second.nodes.size(); ++i) {
        if (second.graph.node({static_cast<int>(i)}).isBackward())
            continue;
        const NodeDifference is = comparison.second.nodes[i];
        comparison.onlySecond += is == NodeDifference::Missing ? 1 : 0;
        comparison.valueCount += is == NodeDifference::Value || is == NodeDifference::Shape ? 1 : 0;
        comparison.gradientCount += comparison.second.gradients[i] ? 1 : 0;
    }
    for (std::size_t i = 0; i < comparison.first.nodes.size(); ++i) {
        if (!first.graph.node({static_cast<int>(i)}).isBackward())
            comparison.onlyFirst += comparison.first.nodes[i] == NodeDifference::Missing ? 1 : 0;
    }
    return comparison;
}

namespace {

/// Both runs did the same things in the same order, if perhaps with other numbers.
bool sameCourse(const Recording& first, const Recording& second)
{
    return std::equal(first.steps.begin(), first.steps.end(), second.steps.begin(),
                      second.steps.end(), [](const Step& a, const Step& b) {
                          return a.kind == b.kind && a.cell == b.cell && a.node == b.node;
                      });
}

} // namespace

int correspondingStep(const Recording& first, int k, const Recording& second)
{
    if (k <= 0)
        return 0;
    if (k >= first.stepCount())
        return second.stepCount();
    if (sameCourse(first, second))
        return k;
    return correspondingSteps(first, second)[at(k)];
}

std::vector<int> correspondingSteps(const Recording& first, const Recording& second)
{
    std::vector<int> all(at(first.stepCount()) + 1, 0);
    if (sameCourse(first, second)) {
        for (std::size_t k = 0; k < all.size(); ++k)
            all[k] = static_cast<int>(k);
        return all;
    }
    const Sources sources(first, second);
    const std::vector<int> steps =
        partners(stepPlaces(first, &sources), stepPlaces(second, nullptr));
    for (std::size_t k = 1; k < all.size(); ++k)
        all[k] = steps[k - 1] >= 0 ? steps[k - 1] + 1 : all[k - 1];
    for (const CellRun& run : first.cellRuns) {
        if (const CellRun* const other = lastRunOf(second, run.cell))
            all[at(run.stepEnd)] = other->stepEnd;
    }
    const std::size_t takes = std::min(first.takes.size(), second.takes.size());
    for (int take = 0; at(take) < takes; ++take) {
        all[at(forwardEnd(first, take))] = forwardEnd(second, take);
        all[at(backwardEnd(first, take))] = backwardEnd(second, take);
        all[at(takeEnd(first, take))] = takeEnd(second, take);
    }
    all.back() = second.stepCount();
    return all;
}

NodeId correspondingNode(const Recording& first, NodeId node, const Recording& second)
{
    if (!node.isValid() || at(node.index) >= first.nodes.size())
        return {};
    if (first.nodes.size() == second.nodes.size() && sameCourse(first, second))
        return node;
    const Sources sources(first, second);
    const int partner =
        partners(nodePlaces(first, &sources), nodePlaces(second, nullptr))[at(node.index)];
    return {partner};
}

} // namespace engine
