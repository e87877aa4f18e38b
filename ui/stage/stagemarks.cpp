#include "ui/stage/stagemarks.h"

#include <QPainter>

#include <algorithm>

#include "ui/stage/stagepainter.h"

namespace ui {
namespace {

StageMarks marksOf(const engine::Comparison::Side& side)
{
    return {side.nodes, side.gradients, {}};
}

struct Difference
{
    bool value = false;
    bool gradient = false;
    bool isOnlyHere = false;
};

void add(Difference& difference, const engine::Recording& recording, engine::NodeId node,
         const StageMarks& marks, int k)
{
    const auto index = static_cast<std::size_t>(node.index);
    if (!node.isValid() || index >= marks.nodes.size() || !engine::isBorn(recording, node, k))
        return;
    switch (marks.nodes[index]) {
    case engine::NodeDifference::None:
        break;
    case engine::NodeDifference::Value:
    case engine::NodeDifference::Shape:
        difference.value = true;
        break;
    case engine::NodeDifference::Missing:
        difference.isOnlyHere = true;
        break;
    }
    const auto pass = engine::passAt(recording, k);
    difference.gradient = difference.gradient
        || (marks.gradients[index] && pass
            && engine::gradientAt(recording, *pass, node, k).arrived > 0);
}

} // namespace

StageMarks firstMarks(const engine::Comparison& comparison)
{
    StageMarks marks = marksOf(comparison.first);
    for (const auto& branch : comparison.branches)
        marks.branches.push_back(branch.firstStep);
    return marks;
}

StageMarks secondMarks(const engine::Comparison& comparison)
{
    StageMarks marks = marksOf(comparison.second);
    for (const auto& branch : comparison.branches)
        marks.branches.push_back(branch.secondStep);
    return marks;
}

QString markOf(const engine::Recording& recording, const StageBox& box, const StageMarks& marks,
               int k)
{
    if (!isBoxBorn(recording, box, k))
        return {};
    Difference difference;
    if (box.ghost) {
        difference.value = std::find(marks.branches.begin(), marks.branches.end(), box.ghost->step)
            != marks.branches.end();
    } else if (box.card) {
        for (const engine::NodeId member : box.card->members)
            add(difference, recording, member, marks, k);
    } else {
        add(difference, recording, box.node, marks, k);
    }
    QStringList parts;
    if (difference.isOnlyHere)
        parts << QStringLiteral("+");
    if (difference.value)
        parts << QStringLiteral("≠");
    if (difference.gradient)
        parts << QStringLiteral("∂≠");
    return parts.join(u' ');
}

/// On the upper edge, where nothing else stands.
void StagePainter::paintMark(QPainter& painter, const StageBox& box, const QString& mark) const
{
    if (mark.isEmpty())
        return;
    painter.save();
    QFont font = Theme::uiFont(11);
    font.setBold(true);
    const double width = QFontMetricsF(font).horizontalAdvance(mark) + 14;
    const QRectF badge(box.rect.right() - width + 10, box.rect.top() - 13, width, 22);
    painter.setPen(QPen(m_theme.error, 1.8, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.rect.adjusted(-4, -4, 4, 4), 10, 10);
    painter.setPen(QPen(m_theme.error, 1.4));
    painter.setBrush(m_theme.errorSoft);
    painter.drawRoundedRect(badge, 11, 11);
    painter.setPen(m_theme.text);
    painter.setFont(font);
    painter.drawText(badge, Qt::AlignCenter, mark);
    painter.restore();
}

} // namespace ui
