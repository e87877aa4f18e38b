// How large the cards of closed groups and the ghosts are.
#include <QFontMetricsF>

#include <algorithm>

#include "ui/stage/boxsize.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double headerHeight = 36;
constexpr double narrowestCard = 120;
constexpr double widestCard = 300;
constexpr double widestGhost = 260;
constexpr std::size_t mostMeasured = 24; ///< stages of a row

double textWidth(const QString& text, int size, bool bold = false)
{
    return QFontMetricsF(stageFont(size, bold)).horizontalAdvance(text);
}

/// The width of the texts that the card shows at step k.
double widthAt(const GroupCard& card, const engine::Recording& recording, int k)
{
    double width = 0;
    for (const engine::Language language : {engine::Language::English, engine::Language::Chinese}) {
        const CardState state = cardState(recording, card, k, language);
        width = std::max({width,
                          textWidth(state.title, stagesize::title, true) + stagesize::badge + 9
                              + stagesize::opener + 8,
                          textWidth(state.subtitle, stagesize::subtitle) + stagesize::badge + 9});
        for (const CardState::Row& row : state.rows)
            width = std::max({width, textWidth(row.value, stagesize::row) + 16,
                              textWidth(row.gradient, stagesize::contribution, true) + 16});
    }
    return width;
}

/// Steps at which the card's texts are measured: they are longest at some of them.
std::vector<int> telling(const GroupCard& card, const engine::Recording& recording,
                         const engine::Take& take)
{
    std::vector<int> steps = {card.stepEnd, take.stepEnd};
    for (const CardRow& row : card.rows) {
        const std::size_t stride = row.stages.size() / mostMeasured + 1;
        for (std::size_t i = 0; i < row.stages.size(); i += stride)
            steps.push_back(recording.nodes[static_cast<std::size_t>(row.stages[i].index)].bornAt);
    }
    for (const engine::PassId pass : take.passes) {
        const engine::PassFacts& facts = recording.passFacts[static_cast<std::size_t>(pass.index)];
        steps.push_back(facts.endedAt);
        const std::size_t stride = facts.arrivedAt.size() / mostMeasured + 1;
        for (std::size_t i = 0; i < facts.arrivedAt.size(); i += stride)
            steps.push_back(facts.arrivedAt[i]);
    }
    return steps;
}

} // namespace

void sizeCard(StageBox& box, const engine::Recording& recording, const engine::Take& take)
{
    const GroupCard& card = *box.card;
    double width = narrowestCard;
    for (const int step : telling(card, recording, take)) {
        if (step <= take.stepEnd)
            width = std::max(width, widthAt(card, recording, step));
    }
    width = std::min(width, widestCard);
    const double row = stagesize::rowHeight + (box.hasSlot ? stagesize::gradientRow : 0);
    box.header = QRectF(stagesize::padding, 8, width, headerHeight);
    box.valueArea = QRectF(stagesize::padding, box.header.bottom() + 6, width,
                           row * static_cast<double>(card.rows.size()) + 4);
    box.size = {width + 2 * stagesize::padding, box.valueArea.bottom() + 9};
}

void sizeGhost(StageBox& box)
{
    const Ghost& ghost = *box.ghost;
    double width = textWidth(ghost.code, stagesize::label);
    for (const engine::Language language : {engine::Language::English, engine::Language::Chinese}) {
        width = std::max({width, textWidth(stagetext::notTaken(language), stagesize::subtitle),
                          textWidth(stagetext::decidedBy(ghost.condition, ghost.value, language),
                                    stagesize::subtitle)});
    }
    width = std::min(width, widestGhost);
    box.header = QRectF(stagesize::padding, 7, width, 16);
    box.valueArea = QRectF(stagesize::padding, 25, width, 20);
    box.statusArea = QRectF(stagesize::padding, 47, width, 16);
    box.size = {width + 2 * stagesize::padding, 69};
}

} // namespace ui
