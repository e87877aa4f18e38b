#include "ui/stage/stageformulas.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

#include "ui/math/formula.h"
#include "ui/math/mathtypesetter.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/drawfitted.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagestate.h"

namespace ui {
namespace {

constexpr double rowHeight = 22; ///< of a card
constexpr double lineHeight = 18; ///< of an edge's label
constexpr int rowFont = 15;
constexpr int lineFont = 13;
constexpr qsizetype longest = 18; ///< characters
constexpr double widest = 150;
constexpr std::size_t mostContributions = 200; ///< of a take

QString textOf(const engine::FormulaText& formula)
{
    return QString::fromStdString(formula.text);
}

/// A number says no more than the one beside it.
bool isWorthShowing(const engine::FormulaText& formula, const engine::Tensor& value)
{
    const QString text = textOf(formula);
    const bool isNumber =
        std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    return !text.isEmpty() && text.size() <= longest && !(isNumber && value.size() == 1);
}

double widthOf(const engine::FormulaText& formula, int font)
{
    return QFontMetricsF(stageFont(font, true))
        .horizontalAdvance(QStringLiteral("= ") + textOf(formula));
}

/// Below a contribution.
double lineWidth(const engine::FormulaText& formula)
{
    return QFontMetricsF(stageFont(lineFont)).horizontalAdvance(textOf(formula));
}

/// Text for whoever reads or copies from a file, as wide as the shapes over it.
void drawInvisibly(QPainter& painter, QPointF baseline, double width, const QString& text,
                   QFont font)
{
    const double natural = QFontMetricsF(font).horizontalAdvance(text);
    if (natural <= 0)
        return;
    font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * width / natural)));
    painter.save();
    painter.setFont(font);
    painter.setPen(QColor(0, 0, 0, 0));
    painter.drawText(baseline, text);
    painter.restore();
}

/// Centred at `middle`, but within the area.
void draw(QPainter& painter, const QRectF& area, double middle, const QString& before,
          const engine::FormulaText& formula, const QFont& font, const FormulaInk& ink)
{
    const QString tex = QString::fromStdString(formula.latex);
    const FormulaPointer typeset = !ink.typesetter ? nullptr
        : ink.waits                                ? ink.typesetter->typesetNow(tex, false)
                                                   : ink.typesetter->typeset(tex, false);
    painter.setPen(ink.theme.gradient);
    if (!typeset || !typeset->isValid()) {
        const double half = QFontMetricsF(font).horizontalAdvance(before + textOf(formula)) / 2 + 1;
        QRectF place = area;
        place.setLeft(
            std::clamp(middle - half, area.left(), std::max(area.left(), area.right() - 2 * half)));
        place.setRight(std::min(place.left() + 2 * half, area.right()));
        drawFitted(painter, place, Qt::AlignHCenter, before + textOf(formula), font);
        return;
    }
    const QFontMetricsF metrics(font);
    const double lead = metrics.horizontalAdvance(before);
    double em = formulaEm(font);
    const double room = area.width() - lead;
    const double high = typeset->height + typeset->depth;
    em *= std::min({1.0, room / (typeset->width * em), area.height() / (high * em)});
    const double width = lead + typeset->width * em;
    const double x =
        std::clamp(middle - width / 2, area.left(), std::max(area.left(), area.right() - width));
    const double baseline =
        std::min(area.center().y() + metrics.capHeight() / 2, area.bottom() - typeset->depth * em);
    painter.setFont(font);
    painter.drawText(QPointF(x, baseline), before);
    if (ink.isText)
        drawInvisibly(painter, QPointF(x + lead, baseline), typeset->width * em, textOf(formula),
                      font);
    ui::paint(painter, *typeset, QPointF(x + lead, baseline), em, ink.theme.gradient);
}

} // namespace

StageFormulas::StageFormulas(const engine::Recording& recording, const engine::Take& take)
{
    engine::FormulaBook book(recording);
    std::size_t count = 0;
    for (const engine::PassId pass : take.passes) {
        const auto p = static_cast<std::size_t>(pass.index);
        const engine::GradientPass& record = recording.passes[p];
        const engine::PassFacts& facts = recording.passFacts[p];
        count += record.contributions.size();
        if (count > mostContributions)
            return;
        for (std::size_t i = 0; i < record.contributions.size(); ++i) {
            if (facts.arrivedAt[i] > recording.stepCount())
                continue;
            const engine::Contribution& each = record.contributions[i];
            const int index = static_cast<int>(i);
            engine::FormulaText part = book.contributionText(pass, index);
            if (isWorthShowing(part, each.amount))
                m_contributions.emplace(Key(pass, index), std::move(part));
            engine::FormulaText sum = book.gradientText(pass, each.to, facts.arrivedAt[i]);
            if (isWorthShowing(sum, each.sum))
                m_gradients[Key(pass, each.to.index)].emplace(each.ordinal, std::move(sum));
        }
    }
}

const engine::FormulaText* StageFormulas::gradient(engine::PassId pass, engine::NodeId node,
                                                   int arrived) const
{
    const auto found = m_gradients.find(Key(pass, node.index));
    if (found == m_gradients.end())
        return nullptr;
    const auto formula = found->second.find(arrived);
    return formula == found->second.end() ? nullptr : &formula->second;
}

const engine::FormulaText* StageFormulas::contribution(engine::PassId pass, int index) const
{
    const auto found = m_contributions.find(Key(pass, index));
    return found == m_contributions.end() ? nullptr : &found->second;
}

std::vector<QString> StageFormulas::tex() const
{
    std::vector<QString> all;
    for (const auto& [key, formula] : m_contributions)
        all.push_back(QString::fromStdString(formula.latex));
    for (const auto& [key, formulas] : m_gradients) {
        for (const auto& [arrived, formula] : formulas)
            all.push_back(QString::fromStdString(formula.latex));
    }
    return all;
}

void StageFormulas::makeRoom(StageBox& box) const
{
    if (!box.hasSlot || !box.isNode() || box.isAlias || box.isCompact)
        return;
    const double inner = box.size.width() - 2 * stagesize::padding;
    bool any = false;
    for (const auto& [key, formulas] : m_gradients) {
        if (key.second != box.node.index)
            continue;
        for (const auto& [arrived, formula] : formulas)
            any = any || widthOf(formula, rowFont) <= std::max(inner, widest);
    }
    if (!any)
        return;
    box.formulaArea = QRectF(stagesize::padding, box.slotArea.bottom() + 2, inner, rowHeight);
    box.statusArea.translate(0, rowHeight);
    box.size.rheight() += rowHeight;
}

void StageFormulas::makeRoom(StageEdge& edge) const
{
    double width = 0;
    for (const EdgeArrival& arrival : edge.contributions) {
        const engine::FormulaText* formula = contribution(arrival.pass, arrival.index);
        if (formula && arrival.expected == 1 && lineWidth(*formula) <= widest)
            width = std::max(width, lineWidth(*formula));
    }
    if (width <= 0)
        return;
    edge.hasFormula = true;
    edge.labelSize = {std::max(edge.labelSize.width(), width + 6),
                      edge.labelSize.height() + lineHeight};
}

void StageFormulas::paint(QPainter& painter, const StageBox& box, const BoxState& state,
                          const FormulaInk& ink) const
{
    if (box.formulaArea.isEmpty() || !state.pass || !state.isBorn)
        return;
    if (const auto* formula = gradient(*state.pass, box.node, state.gradient.arrived))
        draw(painter, box.formulaArea.translated(box.rect.topLeft()),
             box.rect.left() + box.slotArea.center().x(), QStringLiteral("= "), *formula,
             stageFont(rowFont, true), ink);
}

const engine::FormulaText* StageFormulas::onEdge(const StageEdge& edge,
                                                 const EdgeState& state) const
{
    if (!edge.hasFormula || !state.contribution || state.contribution->expected != 1)
        return nullptr;
    return contribution(state.contribution->pass, state.contribution->index);
}

double StageFormulas::width(const StageEdge& edge, const EdgeState& state) const
{
    const auto* formula = onEdge(edge, state);
    return formula ? std::min(lineWidth(*formula) + 6, edge.label.width()) : 0;
}

void StageFormulas::paint(QPainter& painter, const StageEdge& edge, const EdgeState& state,
                          const FormulaInk& ink) const
{
    const auto* formula = onEdge(edge, state);
    if (!formula)
        return;
    const QRectF area(edge.label.left() + 3, edge.label.bottom() - lineHeight - 1,
                      edge.label.width() - 6, lineHeight);
    draw(painter, area, area.center().x(), QString(), *formula, stageFont(lineFont), ink);
}

} // namespace ui
