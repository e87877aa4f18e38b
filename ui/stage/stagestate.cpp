#include "ui/stage/stagestate.h"

#include <QStringList>

#include <algorithm>

#include "engine/recording/sentence.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

using engine::StepKind;

QString label(const engine::Recording& recording, engine::NodeId node, int k)
{
    return QString::fromStdString(engine::labelAt(recording, node, k));
}

/// What stands after a ∂: the name, a short expression, or "#7".
QString mathName(const engine::Recording& recording, engine::NodeId node, int k)
{
    constexpr qsizetype longest = 9;
    if (engine::nameAt(recording, node, k).empty()) {
        const QString expression = QString::fromStdString(engine::expressionAt(recording, node, k))
                                       .remove(QLatin1Char(' '));
        if (!expression.isEmpty() && expression.size() <= longest
            && !expression.contains(QChar(0x2026)))
            return expression.size() <= 2 ? expression
                                          : QLatin1Char('(') + expression + QLatin1Char(')');
    }
    return label(recording, node, k);
}

/// A leaf without a name: its number, or for the result of a gradient pass what it is the gradient
/// of.
QString leafTitle(const engine::Recording& recording, engine::NodeId node, int k)
{
    const engine::Node& leaf = recording.graph.node(node);
    if (leaf.op == engine::Op::Gradient && leaf.pass.isValid()) {
        const engine::GradientPass& pass =
            recording.passes[static_cast<std::size_t>(leaf.pass.index)];
        const auto found = std::find(pass.resultNodes.begin(), pass.resultNodes.end(), node);
        if (found != pass.resultNodes.end())
            return gradientName(
                recording, leaf.pass,
                pass.sources[static_cast<std::size_t>(found - pass.resultNodes.begin())], k);
    }
    return label(recording, node, k);
}

/// The pass whose gradients the picture shows at k, if it is one of the model's.
std::optional<engine::PassId> shownPass(const engine::Recording& recording, int k)
{
    return engine::passAt(recording, k);
}

bool isAbout(const engine::Recording& recording, const engine::Step& step, engine::NodeId node)
{
    switch (step.kind) {
    case StepKind::PassBegan: {
        const auto& targets = recording.passes[static_cast<std::size_t>(step.pass.index)].targets;
        return std::find(targets.begin(), targets.end(), node) != targets.end();
    }
    case StepKind::NameBound:
    case StepKind::OperationRan:
    case StepKind::TensorWatched:
    case StepKind::VariableAssigned:
    case StepKind::RuleFired:
    case StepKind::ContributionArrived:
    case StepKind::GradientCompleted:
    case StepKind::GradientMissing:
        return step.node == node;
    case StepKind::CellBegan:
    case StepKind::StatementBegan:
    case StepKind::ExpressionEvaluated:
    case StepKind::TapeOpened:
    case StepKind::TapeClosed:
    case StepKind::LapBegan:
    case StepKind::LoopEnded:
    case StepKind::BranchTaken:
    case StepKind::FunctionEntered:
    case StepKind::FunctionLeft:
    case StepKind::OutputWritten:
    case StepKind::PassEnded:
    case StepKind::Failed:
    case StepKind::CellEnded:
        return false;
    }
    return false;
}

/// Of a closed group or a ghost: only what does not depend on the language.
BoxState otherState(const engine::Recording& recording, const StageBox& box, int k)
{
    BoxState state;
    state.isBorn = isBoxBorn(recording, box, k);
    if (box.ghost) {
        state.title = box.ghost->code;
        state.isCurrent = k == box.ghost->step + 1;
        return state;
    }
    const CardState card = cardState(recording, *box.card, k, engine::Language::English);
    state.title = card.title;
    state.subtitle = card.subtitle;
    state.isCurrent = state.isBorn && card.isLive;
    return state;
}

} // namespace

bool isBoxBorn(const engine::Recording& recording, const StageBox& box, int k)
{
    if (box.ghost)
        return box.ghost->step < k;
    if (box.card)
        return box.card->firstStep < k;
    return box.isAlias ? engine::isBorn(recording, box.user, k)
                       : box.isImported || engine::isBorn(recording, box.node, k);
}

BoxState boxState(const engine::Recording& recording, const StageBox& box, int k)
{
    BoxState state = plainBoxState(recording, box, k);
    if (!box.isNode())
        return state;
    const engine::Node& node = recording.graph.node(box.node);
    const QString name = QString::fromStdString(engine::nameAt(recording, box.node, k));
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    state.isNamed = !name.isEmpty();
    state.isForwardMode = node.unrecorded == engine::Unrecorded::Slope
        || node.unrecorded == engine::Unrecorded::CarriedForward;
    const bool isSlope = recording.slopeOf.count(box.node.index) != 0;
    state.title = state.isNamed ? name
        : isSlope               ? QString::fromStdString(engine::labelAt(recording, box.node, k))
        : isOperation           ? operationText(node.op)
                                : leafTitle(recording, box.node, k);
    state.subtitle = isOperation && (state.isNamed || isSlope)
        ? operationText(node.op) + QStringLiteral(" · ") + typeText(node.value)
        : typeText(node.value);
    if (state.pass)
        state.gradientName = gradientName(recording, *state.pass, box.node, k);
    return state;
}

BoxState plainBoxState(const engine::Recording& recording, const StageBox& box, int k)
{
    if (!box.isNode())
        return otherState(recording, box, k);
    BoxState state;
    state.isBorn = isBoxBorn(recording, box, k);
    state.isWatched = engine::isWatched(recording, box.node, k);
    if (!state.isBorn)
        return state;

    if (const engine::Step* const step = engine::stepAt(recording, k))
        state.isCurrent = isAbout(recording, *step, box.node);
    const std::optional<engine::PassId> pass = shownPass(recording, k);
    if (!pass || box.isAlias)
        return state;
    state.gradient = engine::gradientAt(recording, *pass, box.node, k);
    if (state.gradient.phase != engine::GradientPhase::OffPath && box.hasSlot) {
        state.pass = pass;
        state.isResult = state.gradient.isSource
            && (state.gradient.phase == engine::GradientPhase::Complete
                || state.gradient.phase == engine::GradientPhase::Fired);
    } else {
        const int began = recording.passFacts[static_cast<std::size_t>(pass->index)].beganAt;
        state.isDeadEnd = box.kind == BoxKind::Operation
            && recording.nodes[static_cast<std::size_t>(box.node.index)].bornAt <= began;
    }
    return state;
}

DistantState distantState(const engine::Recording& recording, const StageBox& box,
                          std::optional<engine::PassId> pass, int k)
{
    DistantState state;
    state.isBorn = isBoxBorn(recording, box, k);
    if (!state.isBorn || !box.isNode())
        return state;
    state.isWatched = engine::isWatched(recording, box.node, k);
    if (const engine::Step* const step = engine::stepAt(recording, k))
        state.isCurrent = isAbout(recording, *step, box.node);
    if (!pass || box.isAlias || !box.hasSlot)
        return state;
    const auto index = static_cast<std::size_t>(pass->index);
    const engine::PassFacts& facts = recording.passFacts[index];
    const std::span<const int> arrivals = facts.arrivals.at(box.node);
    const auto& targets = recording.passes[index].targets;
    const bool isTarget = std::find(targets.begin(), targets.end(), box.node) != targets.end();
    const auto hasArrived = [&](int arrival) {
        return facts.arrivedAt[static_cast<std::size_t>(arrival)] <= k;
    };
    state.hasGradient = isTarget || (!arrivals.empty() && hasArrived(arrivals.front()));
    state.isWaiting = !state.hasGradient && !arrivals.empty();
    return state;
}

EdgeState edgeState(const engine::Recording& recording, const StageModel& model,
                    const StageEdge& edge, int k)
{
    EdgeState state;
    if (edge.isGhost) {
        if (isBoxBorn(recording, model.boxes[static_cast<std::size_t>(edge.to)], k))
            state.phase = EdgePhase::Forward;
        return state;
    }
    if (!engine::isBorn(recording, edge.uses.front().first, k))
        return state;
    state.phase = EdgePhase::Forward;
    const engine::Step* const step = engine::stepAt(recording, k);
    if (step && step->kind == StepKind::OperationRan) {
        const auto use =
            std::lower_bound(edge.uses.begin(), edge.uses.end(), std::pair(step->node, 0));
        state.isCurrent = use != edge.uses.end() && use->first == step->node;
    }
    const std::optional<engine::PassId> pass = shownPass(recording, k);
    if (!pass)
        return state;
    state.isOffPath = true;
    const auto isBefore = [](const EdgeArrival& arrival, engine::PassId id) {
        return arrival.pass < id;
    };
    const auto begin =
        std::lower_bound(edge.contributions.begin(), edge.contributions.end(), *pass, isBefore);
    if (begin == edge.contributions.end() || begin->pass != *pass)
        return state;
    state.phase = EdgePhase::Waiting;
    state.isOffPath = false;
    const auto& arrivedAt = recording.passFacts[static_cast<std::size_t>(pass->index)].arrivedAt;
    const auto next =
        std::partition_point(begin, begin + begin->expected, [&](const EdgeArrival& arrival) {
            return arrivedAt[static_cast<std::size_t>(arrival.index)] <= k;
        });
    if (next == begin)
        return state;
    state.phase = EdgePhase::Arrived;
    state.contribution = &*std::prev(next);
    state.isNewest = step && step->kind == StepKind::ContributionArrived && step->pass == *pass
        && step->number == state.contribution->index;
    state.isCurrent = state.isNewest;
    return state;
}

QString gradientName(const engine::Recording& recording, engine::PassId pass, engine::NodeId node,
                     int k)
{
    const engine::GradientPass& facts = recording.passes[static_cast<std::size_t>(pass.index)];
    QString of = facts.targets.empty() ? QString() : mathName(recording, facts.targets.front(), k);
    if (facts.targets.size() > 1)
        of = QStringLiteral("(%1%2+%3)")
                 .arg(of, facts.targets.size() > 2 ? QStringLiteral("+…") : QString(),
                      mathName(recording, facts.targets.back(), k));
    return QStringLiteral("∂%1/∂%2").arg(of, mathName(recording, node, k));
}

QString gradientStatus(const BoxState& state, engine::Language language)
{
    if (!state.pass)
        return {};
    if (state.gradient.isTarget && state.gradient.arrived == 0
        && state.gradient.phase != engine::GradientPhase::Fired)
        return stagetext::seed(language);
    switch (state.gradient.phase) {
    case engine::GradientPhase::OffPath:
        return {};
    case engine::GradientPhase::Waiting:
        return stagetext::waiting(state.gradient.expected, language);
    case engine::GradientPhase::Arriving:
        return stagetext::arrived(state.gradient.arrived, state.gradient.expected, language);
    case engine::GradientPhase::Complete:
        return state.isResult ? stagetext::result(language) : stagetext::complete(language);
    case engine::GradientPhase::Fired:
        return state.isResult ? stagetext::result(language) : stagetext::passedOn(language);
    }
    return {};
}

} // namespace ui
