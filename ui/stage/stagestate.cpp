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

QString phaseWord(engine::GradientPhase phase)
{
    switch (phase) {
    case engine::GradientPhase::OffPath:
        return QStringLiteral("off path");
    case engine::GradientPhase::Waiting:
        return QStringLiteral("waiting");
    case engine::GradientPhase::Arriving:
        return QStringLiteral("arriving");
    case engine::GradientPhase::Complete:
        return QStringLiteral("complete");
    case engine::GradientPhase::Fired:
        return QStringLiteral("fired");
    }
    return {};
}

QString boxLine(const engine::Recording& recording, const StageBox& box, int k)
{
    const BoxState state = boxState(recording, box, k);
    QString line = QStringLiteral("#%1 %2").arg(box.node.index).arg(state.title);
    if (!state.isBorn)
        return line + QStringLiteral(" unborn");
    line += QStringLiteral(" [%1]").arg(kindText(box, state, engine::Language::English));
    if (box.isAlias)
        return line + QStringLiteral(" stand-in");
    line += QStringLiteral(" = ")
        + QString::fromStdString(engine::shortValue(recording.graph.node(box.node).value));
    if (state.pass) {
        line += QStringLiteral(" | %1 %2 %3/%4")
                    .arg(state.gradientName, phaseWord(state.gradient.phase))
                    .arg(state.gradient.arrived)
                    .arg(state.gradient.expected);
        if (state.gradient.sum)
            line += QStringLiteral(" ")
                + QString::fromStdString(engine::shortValue(*state.gradient.sum));
    }
    if (state.isCurrent)
        line += QStringLiteral(" <- now");
    return line;
}

} // namespace

bool isBoxBorn(const engine::Recording& recording, const StageBox& box, int k)
{
    return box.isAlias ? engine::isBorn(recording, box.user, k)
                       : box.isImported || engine::isBorn(recording, box.node, k);
}

BoxState boxState(const engine::Recording& recording, const StageBox& box, int k)
{
    const engine::Node& node = recording.graph.node(box.node);
    BoxState state;
    state.isBorn = isBoxBorn(recording, box, k);
    const QString name = QString::fromStdString(engine::nameAt(recording, box.node, k));
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    state.isNamed = !name.isEmpty();
    state.title = state.isNamed ? name
        : isOperation           ? operationText(node.op)
                                : leafTitle(recording, box.node, k);
    state.subtitle = isOperation && state.isNamed
        ? operationText(node.op) + QStringLiteral(" · ") + typeText(node.value)
        : typeText(node.value);
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
        state.gradientName = gradientName(recording, *pass, box.node, k);
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

EdgeState edgeState(const engine::Recording& recording, const StageModel& model,
                    const StageEdge& edge, int k)
{
    const engine::NodeId consumer = model.boxes[static_cast<std::size_t>(edge.to)].node;
    EdgeState state;
    if (!engine::isBorn(recording, consumer, k))
        return state;
    state.phase = EdgePhase::Forward;
    const engine::Step* const step = engine::stepAt(recording, k);
    state.isCurrent = step && step->kind == StepKind::OperationRan && step->node == consumer;
    const std::optional<engine::PassId> pass = shownPass(recording, k);
    if (!pass)
        return state;
    state.isOffPath = true;
    for (const auto& [ofPass, index] : edge.contributions) {
        if (ofPass != *pass)
            continue;
        const auto i = static_cast<std::size_t>(index);
        const auto p = static_cast<std::size_t>(pass->index);
        state.phase = EdgePhase::Waiting;
        state.isOffPath = false;
        if (recording.passFacts[p].arrivedAt[i] <= k) {
            state.phase = EdgePhase::Arrived;
            state.contribution = &recording.passes[p].contributions[i];
            state.isNewest = step && step->kind == StepKind::ContributionArrived
                && step->pass == *pass && step->number == index;
            state.isCurrent = state.isNewest;
        }
    }
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

QString kindText(const StageBox& box, const BoxState& state, engine::Language language)
{
    QString text;
    switch (box.kind) {
    case BoxKind::Constant:
        text = stagetext::constant(language);
        break;
    case BoxKind::Leaf:
        text = stagetext::leaf(language);
        break;
    case BoxKind::Variable:
        text = stagetext::variable(language);
        break;
    case BoxKind::Operation:
        text = state.isDeadEnd ? stagetext::deadEnd(language) : stagetext::operation(language);
        break;
    case BoxKind::Unrecorded:
        text = stagetext::unrecorded(language);
        break;
    }
    if (state.isWatched)
        text +=
            (language == engine::Language::Chinese ? QStringLiteral("，") : QStringLiteral(", "))
            + stagetext::watched(language);
    return text;
}

QString boxDescription(const engine::Recording& recording, const StageBox& box, int k,
                       engine::Language language)
{
    const engine::Node& node = recording.graph.node(box.node);
    const BoxState state = boxState(recording, box, k);
    QStringList lines;
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    lines << (isOperation && state.isNamed ? state.title + QStringLiteral(" = ")
                      + operationText(node.op) + QStringLiteral("(…)")
                                           : state.title);
    lines << kindText(box, state, language);
    if (box.kind == BoxKind::Unrecorded) {
        const engine::BilingualText why = engine::unrecordedText(node.unrecorded);
        if (!why.empty())
            lines << QString::fromStdString(why.in(language));
    }
    lines << typeText(node.value) + QStringLiteral(" = ")
            + QString::fromStdString(engine::shortValue(node.value));
    if (state.pass) {
        QString gradient = state.gradientName;
        if (state.gradient.sum)
            gradient += QStringLiteral(" = ")
                + QString::fromStdString(engine::shortValue(*state.gradient.sum));
        lines << gradient + QStringLiteral(" (") + gradientStatus(state, language)
                + QLatin1Char(')');
    }
    return lines.join(QLatin1Char('\n'));
}

QString stageText(const engine::Recording& recording, const StageModel& model, int k)
{
    QStringList lines;
    for (const StageBox& box : model.boxes)
        lines << boxLine(recording, box, k);
    for (const StageEdge& edge : model.edges) {
        const EdgeState state = edgeState(recording, model, edge, k);
        if (state.phase == EdgePhase::Unborn)
            continue;
        QString line = QStringLiteral("#%1 -> #%2.%3")
                           .arg(model.boxes[static_cast<std::size_t>(edge.from)].node.index)
                           .arg(model.boxes[static_cast<std::size_t>(edge.to)].node.index)
                           .arg(edge.slot);
        if (state.phase == EdgePhase::Waiting)
            line += QStringLiteral(" waiting");
        if (state.contribution)
            line += QStringLiteral(" brought ")
                + QString::fromStdString(engine::shortValue(state.contribution->amount));
        if (state.isCurrent)
            line += QStringLiteral(" <- now");
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
