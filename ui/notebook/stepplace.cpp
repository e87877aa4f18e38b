#include "ui/notebook/stepplace.h"

#include <algorithm>

namespace ui {

using engine::StepKind;

namespace {

bool isCellBoundary(StepKind kind)
{
    return kind == StepKind::CellBegan || kind == StepKind::CellEnded;
}

bool isGradientStep(StepKind kind)
{
    return kind == StepKind::RuleFired || kind == StepKind::ContributionArrived
        || kind == StepKind::GradientCompleted;
}

} // namespace

StepPlace placeAt(const engine::Recording& recording, int k)
{
    StepPlace place;
    if (k <= 0 || k > recording.stepCount())
        return place;
    const auto& steps = recording.steps;
    const auto last = static_cast<std::size_t>(k - 1);
    const engine::Step& now = steps[last];
    place.cellRun = now.cellRun;
    if (isCellBoundary(now.kind))
        return place;

    // Walk back to the statement under way at this depth, then to the ones that called it.
    int depth = now.depth;
    for (std::size_t i = last + 1; i-- > 0 && steps[i].cellRun == now.cellRun;) {
        const engine::Step& step = steps[i];
        if (step.kind != StepKind::StatementBegan || step.depth > depth)
            continue;
        if (!place.statement.isValid())
            place.statement = step.span;
        else
            place.callers.push_back(step.span);
        depth = step.depth - 1;
        if (depth < 0)
            break;
    }
    if (now.kind != StepKind::StatementBegan)
        place.expression = now.span;
    if (isGradientStep(now.kind) && now.node.isValid()
        && static_cast<std::size_t>(now.node.index) < recording.nodes.size()) {
        const engine::SourceSpan& span =
            recording.nodes[static_cast<std::size_t>(now.node.index)].span;
        if (!(span == place.expression))
            place.rule = span;
    }
    return place;
}

engine::NodeId nodeAtCode(const engine::Recording& recording, int cell, int byteOffset, int k)
{
    engine::NodeId best;
    int bestLength = engine::never;
    int bestBorn = -1;
    const auto consider = [&](const engine::SourceSpan& span, engine::NodeId node, int bornAt) {
        if (!node.isValid() || span.cell != cell || bornAt > k || byteOffset < span.begin
            || byteOffset > span.end)
            return;
        const int length = span.end - span.begin;
        if (length > bestLength || (length == bestLength && bornAt < bestBorn))
            return;
        best = node;
        bestLength = length;
        bestBorn = bornAt;
    };
    for (std::size_t i = 0; i < recording.nodes.size(); ++i)
        consider(recording.nodes[i].span, {static_cast<int>(i)}, recording.nodes[i].bornAt);
    for (const engine::Binding& binding : recording.bindings)
        consider(binding.span, binding.node, binding.bornAt);
    return best;
}

const engine::CellRun* latestRun(const engine::Recording& recording, int cell, int runCount)
{
    const auto count =
        std::min(static_cast<std::size_t>(std::max(runCount, 0)), recording.cellRuns.size());
    for (std::size_t i = count; i-- > 0;) {
        if (recording.cellRuns[i].cell == cell)
            return &recording.cellRuns[i];
    }
    return nullptr;
}

} // namespace ui
