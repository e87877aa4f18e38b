#include "ui/stage/groupcard.h"

#include <algorithm>

#include "engine/recording/questions.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

using engine::Group;
using engine::NodeId;

constexpr std::size_t mostRows = 4;
constexpr int longestCode = 34;
constexpr int longestValue = 26;

bool isMember(const GroupCard& card, NodeId node)
{
    return std::binary_search(card.members.begin(), card.members.end(), node);
}

QString shortText(const engine::Tensor& tensor)
{
    QString text = QString::fromStdString(engine::shortValue(tensor));
    if (text.size() > longestValue)
        text = text.left(longestValue - 1) + QStringLiteral("…");
    return text;
}

/// The lap that plays at k: forward the one last begun, backward the one the sweep is in. 0: none.
int lapAt(const engine::Recording& recording, const GroupCard& card, int k)
{
    const engine::Step* const step = engine::stepAt(recording, k);
    int at = k - 1;
    if (step && step->pass.isValid() && step->node.isValid() && isMember(card, step->node))
        at = recording.nodes[static_cast<std::size_t>(step->node.index)].bornAt - 1;
    else if (k > card.stepEnd)
        return 0;
    const auto next = std::partition_point(card.lapBegins.begin(), card.lapBegins.end(),
                                           [at](const auto& lap) { return lap.second <= at; });
    return next == card.lapBegins.begin() ? 0 : std::prev(next)->first;
}

QString titleAt(const engine::Recording& recording, const GroupCard& card, int k,
                engine::Language language)
{
    const int first = card.folded.firstLap;
    switch (card.kind) {
    case Group::Kind::Lap:
        return stagetext::lapOf(card.lapBegins.empty() ? 0 : card.lapBegins.front().first,
                                card.laps, language);
    case Group::Kind::Loop: {
        const int lap = lapAt(recording, card, k);
        if (lap > 0)
            return stagetext::lapOf(lap, card.laps, language);
        return first > 1 ? stagetext::lapsFrom(first, card.laps, language)
                         : stagetext::laps(card.laps, language);
    }
    case Group::Kind::Call:
        return card.code;
    case Group::Kind::Pass:
        return stagetext::innerPass(language);
    }
    return {};
}

/// The names of what goes in, as far as the program has some.
QString inputsAt(const engine::Recording& recording, const GroupCard& card, int k)
{
    QStringList names;
    for (const NodeId input : card.inputs) {
        const QString name = QString::fromStdString(engine::nameAt(recording, input, k));
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    }
    if (names.size() > 4)
        names = names.mid(0, 3) << QStringLiteral("…");
    return names.join(QStringLiteral(", "));
}

/// While the sweep is in the group, a row shows the stage it is at; else what leaves the group, or
/// the latest of its stages.
CardState::Row rowAt(const engine::Recording& recording, const CardRow& row, int k,
                     std::optional<engine::PassId> pass, bool isSweeping)
{
    CardState::Row shown;
    const auto unborn =
        std::partition_point(row.stages.begin(), row.stages.end(),
                             [&](NodeId stage) { return engine::isBorn(recording, stage, k); });
    if (unborn == row.stages.begin())
        return shown;
    auto stage = std::prev(unborn);
    if (pass && isSweeping) {
        // From the last stage to the first: of those that have something, the first is the newest.
        const auto newest =
            std::partition_point(row.stages.begin(), row.stages.end(), [&](NodeId each) {
                return !engine::gradientAt(recording, *pass, each, k).sum;
            });
        if (newest != row.stages.end())
            stage = newest;
    }
    const QString& name = row.names[static_cast<std::size_t>(stage - row.stages.begin())];
    shown.value = (name.isEmpty() ? QString() : name + QStringLiteral(" = "))
        + shortText(recording.graph.node(*stage).value);
    if (!pass)
        return shown;
    const engine::GradientState gradient = engine::gradientAt(recording, *pass, *stage, k);
    if (gradient.phase == engine::GradientPhase::OffPath)
        return shown;
    shown.gradient = gradientName(recording, *pass, *stage, k);
    if (!name.isEmpty()) // not the name that it has only outside
        shown.gradient = shown.gradient.left(shown.gradient.lastIndexOf(QChar(0x2202)) + 1) + name;
    if (gradient.sum) {
        shown.gradient += QStringLiteral(" = ") + shortText(*gradient.sum);
        shown.isComplete = gradient.phase == engine::GradientPhase::Complete
            || gradient.phase == engine::GradientPhase::Fired;
    }
    return shown;
}

} // namespace

QString codeText(const engine::Recording& recording, const engine::SourceSpan& span, int cellRun,
                 int length)
{
    const engine::CellRun* const run = engine::sourceOf(recording, span, cellRun);
    if (!run || span.end > static_cast<int>(run->source.size()))
        return {};
    QString text =
        QString::fromUtf8(run->source.data() + span.begin, span.end - span.begin).simplified();
    if (text.endsWith(QLatin1Char(':')))
        text.chop(1);
    if (text.size() > length)
        text = text.left(length - 1) + QStringLiteral("…");
    return text;
}

void describeCard(GroupCard& card, const engine::Recording& recording, const engine::Groups& groups,
                  const TakeIndex& index, const std::vector<NodeId>& outputs)
{
    const Group& group = groups.at(card.folded.group);
    card.kind = group.kind;
    card.laps = group.laps;
    card.pass = group.pass;
    card.firstStep = group.firstStep;
    card.stepEnd = group.stepEnd;
    card.code = codeText(recording, group.span, group.cellRun, longestCode);
    if (group.kind == Group::Kind::Lap)
        card.lapBegins.emplace_back(group.lap, group.firstStep);
    if (group.kind == Group::Kind::Loop) {
        for (int g = card.folded.group + 1;
             g < groups.size() && groups.at(g).firstStep < group.stepEnd; ++g) {
            const Group& lap = groups.at(g);
            if (lap.parent == card.folded.group && lap.kind == Group::Kind::Lap
                && lap.lap >= card.folded.firstLap)
                card.lapBegins.emplace_back(lap.lap, lap.firstStep);
        }
        if (card.folded.firstLap > 1 && !card.lapBegins.empty())
            card.firstStep = card.lapBegins.front().second;
    }

    const auto namesOf = [&](NodeId node) {
        const auto found = index.names.find(node.index);
        return found == index.names.end() ? std::vector<QString>() : found->second;
    };
    for (const NodeId output : outputs) {
        if (card.rows.size() == mostRows)
            break;
        CardRow row;
        const std::vector<QString> names = namesOf(output);
        // A value returned from a function has the name it had there and the one it gets outside:
        // the earliest is the one that goes round.
        const QString name = names.empty() ? QString() : names.front();
        for (const NodeId member : card.members) {
            const std::vector<QString> its = namesOf(member);
            const bool isStage = member == output
                || (!name.isEmpty() && member < output
                    && std::find(its.begin(), its.end(), name) != its.end());
            if (!isStage)
                continue;
            row.stages.push_back(member);
            row.names.push_back(name);
        }
        card.rows.push_back(std::move(row));
    }
}

CardState cardState(const engine::Recording& recording, const GroupCard& card, int k,
                    engine::Language language)
{
    CardState state;
    state.title = titleAt(recording, card, k, language);
    const QString inputs = inputsAt(recording, card, k);
    state.subtitle = card.kind == Group::Kind::Call
        ? (inputs.isEmpty() ? QString() : stagetext::from(inputs, language))
        : card.code;
    const engine::Step* const step = engine::stepAt(recording, k);
    const bool isBackward = step && step->pass.isValid();
    state.isLive = step
        && (isBackward && card.kind != Group::Kind::Pass
                ? step->node.isValid() && isMember(card, step->node)
                : card.firstStep < k && k <= card.stepEnd);
    const std::optional<engine::PassId> pass = engine::passAt(recording, k);
    for (const CardRow& row : card.rows)
        state.rows.push_back(rowAt(recording, row, k, pass, isBackward && state.isLive));
    return state;
}

engine::NodeId representative(const GroupCard& card)
{
    if (!card.rows.empty())
        return card.rows.front().stages.back();
    return card.members.empty() ? NodeId() : card.members.back();
}

} // namespace ui
