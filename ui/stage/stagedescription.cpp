// The picture in words: for tool tips, screen readers and tests.
#include <QStringList>

#include "engine/recording/cuts.h"
#include "engine/recording/sentence.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

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

QString cardLine(const engine::Recording& recording, const StageBox& box, int k)
{
    const BoxState state = boxState(recording, box, k);
    QString line;
    if (box.ghost) {
        line = QStringLiteral("ghost: %1 | %2")
                   .arg(box.ghost->code,
                        stagetext::decidedBy(box.ghost->condition, box.ghost->value,
                                             engine::Language::English));
    } else {
        const CardState card = cardState(recording, *box.card, k, engine::Language::English);
        line = QStringLiteral("group: %1 | %2").arg(card.title, card.subtitle);
        for (const CardState::Row& row : card.rows)
            line += QStringLiteral(" | ") + row.value
                + (row.gradient.isEmpty() ? QString() : QStringLiteral(" ; ") + row.gradient);
    }
    if (!state.isBorn)
        line += QStringLiteral(" unborn");
    if (state.isCurrent)
        line += QStringLiteral(" <- now");
    return line;
}

QString boxLine(const engine::Recording& recording, const StageBox& box, int k)
{
    if (!box.isNode())
        return cardLine(recording, box, k);
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

QString otherDescription(const engine::Recording& recording, const StageBox& box, int k,
                         engine::Language language)
{
    QStringList lines;
    if (box.ghost) {
        lines << box.ghost->code << stagetext::notTaken(language)
              << stagetext::decidedBy(box.ghost->condition, box.ghost->value, language);
        return lines.join(QLatin1Char('\n'));
    }
    const CardState card = cardState(recording, *box.card, k, language);
    lines << card.title;
    if (!card.subtitle.isEmpty())
        lines << card.subtitle;
    for (const CardState::Row& row : card.rows) {
        if (!row.value.isEmpty())
            lines << row.value;
        if (!row.gradient.isEmpty())
            lines << row.gradient;
    }
    lines << stagetext::closedGroup(language);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

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
        text = state.isForwardMode ? stagetext::forwardMode(language) : stagetext::unrecorded(language);
        break;
    case BoxKind::Group:
        return stagetext::closedGroup(language);
    case BoxKind::Ghost:
        return stagetext::notTaken(language);
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
    if (!box.isNode())
        return otherDescription(recording, box, k, language);
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
    for (const engine::Cut& cut : engine::cutsAt(recording, k)) {
        if (cut.source != box.node && cut.at != box.node)
            continue;
        lines << gradientName(recording, cut.pass, cut.source, k)
                + (language == engine::Language::Chinese ? QStringLiteral(" = None：")
                                                         : QStringLiteral(" = None: "))
                + QString::fromStdString(cut.sentence.in(language));
    }
    return lines.join(QLatin1Char('\n'));
}

QStringList leftOut(const engine::Recording& recording, int take, engine::Language language)
{
    QStringList lines;
    if (const int omitted = recording.takes[static_cast<std::size_t>(take)].omitted; omitted > 0)
        lines << stagetext::omitted(omitted, language);
    if (recording.thinned)
        lines << stagetext::thinned(language);
    return lines;
}

QString stageText(const engine::Recording& recording, const StageModel& model, int k)
{
    QStringList lines;
    for (const StageBox& box : model.boxes)
        lines << boxLine(recording, box, k);
    const auto place = [&](int box) {
        const StageBox& it = model.boxes[static_cast<std::size_t>(box)];
        return it.isNode() ? QStringLiteral("#%1").arg(it.node.index)
            : it.ghost     ? QStringLiteral("ghost")
                           : QStringLiteral("group");
    };
    for (const StageEdge& edge : model.edges) {
        const EdgeState state = edgeState(recording, model, edge, k);
        if (state.phase == EdgePhase::Unborn)
            continue;
        QString line =
            QStringLiteral("%1 -> %2.%3").arg(place(edge.from), place(edge.to)).arg(edge.slot);
        if (state.phase == EdgePhase::Waiting)
            line += QStringLiteral(" waiting");
        if (state.contribution)
            line += QStringLiteral(" brought ")
                + QString::fromStdString(engine::shortValue(state.contribution->sum));
        if (state.isCurrent)
            line += QStringLiteral(" <- now");
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
