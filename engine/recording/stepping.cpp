#include "engine/recording/stepping.h"

#include <algorithm>

namespace engine {

int stepOver(const Recording& recording, int k, Granularity granularity)
{
    const int next = nextStop(recording, k, granularity);
    const int take = takeAt(recording, next);
    if (take < 0)
        return next;
    const Groups groups = groupsOf(recording, take);
    int home = groups.atStep(k - 1);
    while (home >= 0 && groups.at(home).firstStep == k - 1)
        home = groups.at(home).parent; // it only begins here
    int stop = next;
    while (stop < recording.stepCount()) {
        const int group = groups.atStep(stop - 1);
        if (group < 0 || group == home || !(home < 0 || groups.isInside(group, home)))
            break;
        // Everything in the outermost group below home is passed at once.
        int outermost = group;
        while (groups.at(outermost).parent != home)
            outermost = groups.at(outermost).parent;
        // The first step of a group is a place to stop before going over it.
        if (groups.at(outermost).firstStep == stop - 1 && groups.at(outermost).firstStep > k - 1)
            break;
        const int end = groups.at(outermost).stepEnd;
        stop = std::max(nextStop(recording, std::max(end - 1, stop), granularity), stop + 1);
        if (takeAt(recording, stop) != take)
            break;
    }
    return std::min(stop, recording.stepCount());
}

int nextStatementIn(const Recording& recording, const SourceSpan& span, int k)
{
    const auto isIt = [&](int i) {
        const Step& step = recording.steps[static_cast<std::size_t>(i)];
        return step.kind == StepKind::StatementBegan && step.span.cell == span.cell
            && span.begin <= step.span.begin && step.span.begin < span.end;
    };
    for (int i = k; i < recording.stepCount(); ++i) {
        if (isIt(i))
            return i + 1;
    }
    for (int i = 0; i < k && i < recording.stepCount(); ++i) {
        if (isIt(i))
            return i + 1;
    }
    return -1;
}

namespace {

/// Puts a new value in; what it covers, and what it is a part of, is over.
void put(std::vector<EvaluatedPart>& parts, EvaluatedPart part)
{
    std::erase_if(parts, [&part](const EvaluatedPart& other) {
        return part.span.contains(other.span) || other.span.contains(part.span);
    });
    parts.push_back(std::move(part));
}

/// What the statement that began at step index `began` has evaluated before step k.
void collect(std::vector<EvaluatedPart>& parts, const Recording& recording, std::size_t began,
             std::size_t k)
{
    const Step& statement = recording.steps[began];
    for (std::size_t i = began + 1; i < k; ++i) {
        const Step& step = recording.steps[i];
        if (step.kind == StepKind::ExpressionEvaluated && step.depth == statement.depth
            && statement.span.contains(step.span))
            put(parts, {step.span, step.text(), i + 1 == k, false});
    }
}

} // namespace

std::vector<EvaluatedPart> evaluatedAt(const Recording& recording, int k)
{
    std::vector<EvaluatedPart> parts;
    if (k <= 0 || k > recording.stepCount())
        return parts;
    const auto end = static_cast<std::size_t>(k);
    const Step& now = recording.steps[end - 1];
    if (now.kind == StepKind::CellBegan || now.kind == StepKind::CellEnded)
        return parts;
    int depth = now.depth;
    for (std::size_t i = end; i-- > 0 && recording.steps[i].cellRun == now.cellRun && depth >= 0;) {
        const Step& step = recording.steps[i];
        if (step.kind != StepKind::StatementBegan || step.depth > depth)
            continue;
        collect(parts, recording, i, end);
        depth = step.depth - 1;
    }
    const bool isSweep =
        now.kind == StepKind::RuleFired || now.kind == StepKind::ContributionArrived;
    if (isSweep && now.pass.isValid() && now.node.isValid()) {
        const GradientState state = gradientAt(recording, now.pass, now.node, k);
        const SourceSpan& span = recording.nodes[static_cast<std::size_t>(now.node.index)].span;
        if (state.sum && span.isValid())
            put(parts, {span, shortValue(*state.sum), true, true});
    }
    return parts;
}

} // namespace engine
