// Groups, closed and open, and the branches not taken.
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "ui/stage/boxsize.h"
#include "ui/stage/drawfitted.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double corner = 9;
constexpr double tabHeight = 18;
constexpr int tabFont = 11;

/// A spring seen from the side: the sign of a loop whose laps lie one behind the other.
QPainterPath coil(const QRectF& area)
{
    constexpr int windings = 4;
    constexpr int pieces = 96;
    const double radius = area.height() / 2;
    const double pitch = (area.width() - radius) / windings;
    QPainterPath path;
    for (int i = 0; i <= pieces; ++i) {
        const double turn = 2 * M_PI * windings * i / pieces;
        const QPointF point(area.left() + radius / 2 + pitch * windings * i / pieces
                                - std::cos(turn) * radius / 2,
                            area.center().y() - std::sin(turn) * radius);
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    return path;
}

QPainterPath roundTrip(const QRectF& area)
{
    QPainterPath path;
    path.arcMoveTo(area, 60);
    path.arcTo(area, 60, 300);
    const QPointF tip = path.currentPosition();
    path.moveTo(tip + QPointF(-6, -1));
    path.lineTo(tip);
    path.lineTo(tip + QPointF(1, -6));
    return path;
}

} // namespace

bool StagePainter::isSelected(const StageBox& box, engine::NodeId selection)
{
    return box.card
        ? std::binary_search(box.card->members.begin(), box.card->members.end(), selection)
        : !box.ghost && box.node == selection;
}

void StagePainter::paintGlyph(QPainter& painter, const QRectF& badge,
                              engine::Group::Kind kind) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.forwardSoft);
    painter.drawRoundedRect(badge, 7, 7);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.forward, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (kind) {
    case engine::Group::Kind::Loop:
        painter.drawPath(coil(badge.adjusted(4, 8, -4, -8)));
        break;
    case engine::Group::Kind::Lap:
        painter.drawPath(roundTrip(badge.adjusted(8, 8, -8, -8)));
        break;
    case engine::Group::Kind::Call:
        drawFitted(painter, badge, Qt::AlignHCenter, QStringLiteral("ƒ"), stageFont(18, true));
        break;
    case engine::Group::Kind::Pass:
        painter.setPen(m_theme.gradient);
        drawFitted(painter, badge, Qt::AlignHCenter, QStringLiteral("∂"), stageFont(18, true));
        break;
    }
}

void StagePainter::paintCard(QPainter& painter, const StageBox& box, const Options& options) const
{
    const CardState state = cardState(m_recording, *box.card, options.step, m_language);
    const QColor line =
        box.card->kind == engine::Group::Kind::Pass ? m_theme.gradient : m_theme.forward;
    // Sheets behind it: there is more than one thing here.
    painter.setPen(QPen(line, 1.1));
    painter.setBrush(m_theme.surfaceAlt);
    for (const double shift : {6.0, 3.0})
        painter.drawRoundedRect(box.rect.translated(shift, shift), corner, corner);
    painter.setPen(QPen(line, 1.5));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(box.rect, corner, corner);

    const QRectF header = box.header.translated(box.rect.topLeft());
    if (options.detail < 0.4) {
        painter.setPen(m_theme.text);
        if (options.detail >= 0.12)
            drawFitted(painter, box.rect.adjusted(8, 6, -8, -6), Qt::AlignHCenter, state.title,
                       stageFont(30, true));
        return;
    }
    const QRectF badge(header.left(), header.center().y() - stagesize::badge / 2, stagesize::badge,
                       stagesize::badge);
    paintGlyph(painter, badge, box.card->kind);
    const QRectF text(badge.right() + 9, header.top(), header.right() - badge.right() - 9,
                      header.height());
    painter.setPen(m_theme.text);
    drawFitted(painter, {text.left(), text.top(), text.width() - stagesize::opener - 4, 20},
               Qt::AlignLeft, state.title, stageFont(stagesize::title, true));
    painter.setPen(m_theme.textMuted);
    drawFitted(painter, {text.left(), text.top() + 20, text.width(), 16}, Qt::AlignLeft,
               state.subtitle, stageFont(stagesize::subtitle));
    paintOpener(painter, {text.right() - stagesize::opener / 2, text.top() + 9}, true);

    double y = box.rect.top() + box.valueArea.top();
    const double left = box.rect.left() + box.valueArea.left();
    const double width = box.valueArea.width();
    for (const CardState::Row& row : state.rows) {
        const QRectF area(left, y, width,
                          stagesize::rowHeight + (box.hasSlot ? stagesize::gradientRow : 0) - 2);
        painter.setPen(QPen(m_theme.border, 1));
        painter.setBrush(m_theme.surfaceAlt);
        painter.drawRoundedRect(area, 4, 4);
        painter.setPen(m_theme.text);
        drawFitted(painter, {left + 7, y, width - 14, stagesize::rowHeight}, Qt::AlignLeft,
                   row.value, stageFont(stagesize::row));
        if (!row.gradient.isEmpty()) {
            painter.setPen(m_theme.gradient);
            drawFitted(
                painter,
                {left + 7, y + stagesize::rowHeight - 2, width - 14, stagesize::gradientRow - 2},
                Qt::AlignLeft, row.gradient, stageFont(stagesize::contribution, row.isComplete));
        }
        y += area.height() + 2;
    }
}

void StagePainter::paintOpener(QPainter& painter, QPointF centre, bool isClosed) const
{
    const double r = stagesize::opener / 2 - 2;
    painter.setPen(QPen(m_theme.textMuted, 1.2));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(QRectF(centre - QPointF(r, r), QSizeF(2 * r, 2 * r)), 3, 3);
    painter.setPen(QPen(m_theme.text, 1.5));
    painter.drawLine(centre - QPointF(r - 3, 0), centre + QPointF(r - 3, 0));
    if (isClosed)
        painter.drawLine(centre - QPointF(0, r - 3), centre + QPointF(0, r - 3));
}

void StagePainter::paintGhost(QPainter& painter, const StageBox& box, double detail) const
{
    QPen pen(m_theme.textMuted, 1.3, Qt::CustomDashLine);
    pen.setDashPattern({2, 4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.rect, corner, corner);
    painter.setPen(m_theme.textMuted);
    if (detail < 0.4) {
        if (detail >= 0.12)
            drawFitted(painter, box.rect.adjusted(6, 4, -6, -4), Qt::AlignHCenter, box.ghost->code,
                       stageFont(24));
        return;
    }
    const QPointF at = box.rect.topLeft();
    drawFitted(painter, box.header.translated(at), Qt::AlignLeft, stagetext::notTaken(m_language),
               stageFont(stagesize::subtitle));
    drawFitted(painter, box.valueArea.translated(at), Qt::AlignLeft, box.ghost->code,
               stageFont(stagesize::label, true));
    drawFitted(painter, box.statusArea.translated(at), Qt::AlignLeft,
               stagetext::decidedBy(box.ghost->condition, box.ghost->value, m_language),
               stageFont(stagesize::subtitle));
}

/// "∂y/∂x = None" at the source, and two strokes where its way ends.
void StagePainter::paintCut(QPainter& painter, const engine::Cut& cut, int k) const
{
    const int source = m_model.boxShowing(cut.source);
    const int at = m_model.boxShowing(cut.at);
    if (source >= 0) {
        const QRectF box = m_model.boxes[static_cast<std::size_t>(source)].rect;
        const QString text =
            gradientName(m_recording, cut.pass, cut.source, k) + QStringLiteral(" = None");
        const QFont font = stageFont(stagesize::label, true);
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 16;
        // Not where the way leaves the box: two strokes may stand there.
        const double y =
            m_model.direction == FlowDirection::LeftToRight ? box.bottom() - 5 : box.top() - 14;
        const QRectF tag(box.center().x() - width / 2, y, width, 20);
        painter.setPen(QPen(m_theme.error, 1.5));
        painter.setBrush(m_theme.errorSoft);
        painter.drawRoundedRect(tag, 5, 5);
        painter.setPen(m_theme.text);
        drawFitted(painter, tag.adjusted(6, 0, -6, 0), Qt::AlignHCenter, text, font);
    }
    if (at < 0)
        return;
    const QRectF box = m_model.boxes[static_cast<std::size_t>(at)].rect;
    const bool isAcross = m_model.direction == FlowDirection::LeftToRight;
    constexpr double beyond = 8;
    const QPointF place = isAcross ? QPointF(box.right() + beyond, box.center().y())
                                   : QPointF(box.center().x(), box.bottom() + beyond);
    const QPointF along = isAcross ? QPointF(4, 0) : QPointF(0, 4);
    const QPointF stroke(isAcross ? QPointF(5, -15) : QPointF(15, -5));
    for (const int side : {-1, 1}) {
        const QPointF middle = place + along * side;
        painter.setPen(QPen(m_theme.window, 6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle - stroke, middle + stroke);
    }
    for (const int side : {-1, 1}) {
        const QPointF middle = place + along * side;
        painter.setPen(QPen(m_theme.error, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle - stroke, middle + stroke);
    }
}

QString StagePainter::frameTitle(const StageFrame& frame) const
{
    const engine::Group& group = m_model.groups->at(frame.group);
    switch (group.kind) {
    case engine::Group::Kind::Loop:
        return stagetext::laps(group.laps, m_language) + QStringLiteral("  ·  ")
            + codeText(m_recording, group.span, group.cellRun, 40);
    case engine::Group::Kind::Lap:
        return stagetext::lapOf(group.lap, group.laps, m_language);
    case engine::Group::Kind::Call:
        return codeText(m_recording, group.span, group.cellRun, 40);
    case engine::Group::Kind::Pass:
        return stagetext::innerPass(m_language);
    }
    return {};
}

QRectF StagePainter::frameTab(const StageFrame& frame) const
{
    const double width = QFontMetricsF(stageFont(tabFont)).horizontalAdvance(frameTitle(frame)) + 20
        + stagesize::opener;
    const double fitted = std::min(width, std::max(frame.rect.width() - 24, 60.0));
    return {frame.isTabAtRight ? frame.rect.right() - 12 - fitted : frame.rect.left() + 12,
            frame.rect.top() - tabHeight / 2, fitted, tabHeight};
}

void StagePainter::paintGroupFrame(QPainter& painter, const StageFrame& frame, double detail) const
{
    const bool isPass = m_model.groups->at(frame.group).kind == engine::Group::Kind::Pass;
    QColor fill = isPass ? m_theme.gradientSoft : m_theme.surfaceAlt;
    fill.setAlpha(isPass ? 60 : 120);
    QColor line = isPass ? m_theme.gradient : m_theme.textMuted;
    line.setAlpha(150);
    painter.setPen(QPen(line, 1.2));
    painter.setBrush(fill);
    painter.drawRoundedRect(frame.rect, 12, 12);
    if (detail < 0.25)
        return;
    const QRectF tab = frameTab(frame);
    painter.setPen(QPen(line, 1));
    painter.setBrush(m_theme.window);
    painter.drawRoundedRect(tab, tabHeight / 2, tabHeight / 2);
    paintOpener(painter, {tab.left() + stagesize::opener / 2 + 2, tab.center().y()}, false);
    painter.setPen(m_theme.textMuted);
    drawFitted(painter, tab.adjusted(stagesize::opener + 6, 0, -8, 0), Qt::AlignLeft,
               frameTitle(frame), stageFont(tabFont));
}

} // namespace ui
