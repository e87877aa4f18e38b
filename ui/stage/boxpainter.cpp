// The cards of the picture.
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

} // namespace

void StagePainter::paintBox(QPainter& painter, const StageBox& box, const BoxState& state,
                            const Options& options) const
{
    if (box.isAlias) {
        paintAlias(painter, box, state);
    } else if (box.card) {
        paintCard(painter, box, options);
    } else if (box.ghost) {
        paintGhost(painter, box, options.detail);
    } else {
        paintFrame(painter, box.rect, box.kind, state);
        if (options.detail < 0.4) {
            paintFarAway(painter, box, state, options.detail);
        } else {
            paintHeader(painter, box, state);
            GridLook look;
            look.fill = box.isCompact ? QColor(Qt::transparent)
                : state.isDeadEnd     ? m_theme.surface
                                      : m_theme.surfaceAlt;
            look.line = box.isCompact ? QColor(Qt::transparent) : m_theme.border;
            look.text = state.isDeadEnd ? m_theme.textMuted : m_theme.text;
            look.isTinted = options.isTinted && !box.isCompact;
            QRectF area = box.valueArea.translated(box.rect.topLeft());
            if (box.isCompact)
                area.translate((area.width() - box.metrics.cellWidth) / 2, 0);
            paintContent(painter, area, box, box.value, look,
                         &m_recording.graph.node(box.node).value, false);
            if (box.hasSlot) {
                paintSlot(painter, box, state, options);
            } else if (!box.statusArea.isEmpty()) {
                painter.setPen(m_theme.textMuted);
                drawFitted(painter, box.statusArea.translated(box.rect.topLeft()), Qt::AlignHCenter,
                           stagetext::unrecordedBecause(m_recording.graph.node(box.node).unrecorded,
                                                        m_language),
                           stageFont(stagesize::status));
            }
        }
    }
    if (options.selection.isValid() && isSelected(box, options.selection))
        paintSelection(painter, box.rect);
}

void StagePainter::paintPlaceholder(QPainter& painter, const QRectF& rect) const
{
    QColor color = m_theme.border;
    color.setAlpha(190);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1, Qt::DotLine));
    painter.drawRoundedRect(rect, corner, corner);
}

void StagePainter::paintAlias(QPainter& painter, const StageBox& box, const BoxState& state) const
{
    painter.setPen(QPen(state.isWatched ? m_theme.watched : m_theme.textMuted,
                        state.isWatched ? 2 : 1, Qt::DashLine));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(box.rect, box.rect.height() / 2, box.rect.height() / 2);
    painter.setPen(m_theme.text);
    const QRectF text = box.header.translated(box.rect.topLeft());
    drawFitted(painter, text.adjusted(0, 0, -18, 0), Qt::AlignLeft, state.title,
               stageFont(stagesize::title, true));
    painter.setPen(m_theme.textMuted);
    drawFitted(painter, text, Qt::AlignRight, QStringLiteral("↩"), stageFont(stagesize::label));
}

void StagePainter::paintFrame(QPainter& painter, const QRectF& rect, BoxKind kind,
                              const BoxState& state) const
{
    QPen pen(m_theme.textMuted, 1.2);
    QColor fill = m_theme.surface;
    switch (kind) {
    case BoxKind::Constant:
        pen = QPen(m_theme.textMuted, 1.3, Qt::DotLine);
        break;
    case BoxKind::Leaf:
        break;
    case BoxKind::Variable:
        pen = QPen(m_theme.text, 1.4);
        break;
    case BoxKind::Operation:
        pen = state.isDeadEnd ? QPen(m_theme.border, 1.2) : QPen(m_theme.forward, 1.5);
        fill = state.isDeadEnd ? m_theme.surfaceAlt : fill;
        break;
    case BoxKind::Unrecorded:
        pen = QPen(m_theme.textMuted, 1.3, Qt::CustomDashLine);
        pen.setDashPattern({6, 4});
        break;
    case BoxKind::Group:
    case BoxKind::Ghost:
        break; // have frames of their own
    }
    if (state.isWatched) {
        pen.setColor(m_theme.watched);
        pen.setWidthF(3);
        if (kind == BoxKind::Constant)
            pen.setStyle(Qt::SolidLine);
    }
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, corner, corner);
    if (kind == BoxKind::Unrecorded)
        paintHatching(painter, rect.adjusted(3, 3, -3, -3));
    if (kind == BoxKind::Variable) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(pen.color(), 1.2));
        painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), corner - 3, corner - 3);
    }
}

void StagePainter::paintHatching(QPainter& painter, const QRectF& rect) const
{
    // As lines, not as a brush pattern: those do not survive every file format.
    constexpr double pitch = 9;
    QColor color = m_theme.border;
    color.setAlpha(m_theme.dark ? 110 : 120);
    QPainterPath lines;
    for (double x = rect.left() - rect.height() + pitch; x < rect.right(); x += pitch) {
        const double from = std::max(x, rect.left());
        const double to = std::min(x + rect.height(), rect.right());
        lines.moveTo(from, rect.bottom() - (from - x));
        lines.lineTo(to, rect.bottom() - (to - x));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1));
    painter.drawPath(lines);
}

void StagePainter::paintHeader(QPainter& painter, const StageBox& box, const BoxState& state) const
{
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    QRectF area = box.header.translated(box.rect.topLeft());
    const QColor ink = state.isDeadEnd ? m_theme.textMuted : m_theme.text;
    if (box.isCompact) {
        painter.setPen(m_theme.textMuted);
        drawFitted(painter, area, Qt::AlignHCenter, state.subtitle, stageFont(stagesize::subtitle));
        return;
    }
    if (isOperation) {
        const engine::Op op = m_recording.graph.node(box.node).op;
        const QRectF badge(area.left(), area.center().y() - stagesize::badge / 2, badgeWidth(op),
                           stagesize::badge);
        const bool isLive = box.kind == BoxKind::Operation && !state.isDeadEnd;
        painter.setPen(isLive ? QPen(Qt::NoPen) : QPen(m_theme.border, 1));
        painter.setBrush(isLive ? m_theme.forwardSoft : m_theme.surface);
        painter.drawRoundedRect(badge, 7, 7);
        painter.setPen(isLive ? m_theme.forward : m_theme.textMuted);
        // The superscript of a transposition sits high in its line; it is the whole symbol here, so
        // lower it.
        const double drop = op == engine::Op::Transpose ? 4 : 0;
        drawFitted(painter, badge.adjusted(2, drop, -2, drop), Qt::AlignHCenter, symbolText(op),
                   symbolFont(op));
        area.setLeft(badge.right() + 9);
    }
    if (state.isWatched) {
        paintEye(painter, {area.right() - stagesize::eye / 2, area.top() + 10});
    } else if (state.isDeadEnd) {
        painter.setPen(m_theme.textMuted);
        drawFitted(painter, {area.right() - 14, area.top(), 14, 18}, Qt::AlignRight,
                   QStringLiteral("⊣"), stageFont(stagesize::title));
    }
    const double mark = state.isWatched ? stagesize::eye + 4 : state.isDeadEnd ? 18 : 0;
    const QRectF titleArea(area.left(), area.top(), area.width() - mark, 20);
    painter.setPen(ink);
    const QFont titleFont = stageFont(stagesize::title, true);
    drawFitted(painter, titleArea, Qt::AlignLeft, state.title, titleFont);
    painter.setPen(m_theme.textMuted);
    if (isOperation && !state.isNamed) {
        const double used = QFontMetricsF(titleFont).horizontalAdvance(state.title) + 6;
        const QRectF room = titleArea.adjusted(used, 1, 0, 1);
        const QFont font = stageFont(stagesize::subtitle);
        const QString number = QStringLiteral("#%1").arg(box.node.index);
        if (QFontMetricsF(font).horizontalAdvance(number) <= room.width()) // rather none than half
            drawFitted(painter, room, Qt::AlignLeft, number, font);
    }
    drawFitted(painter, {area.left(), area.top() + 20, area.width(), 16}, Qt::AlignLeft,
               state.subtitle, stageFont(stagesize::subtitle));
}

void StagePainter::paintEye(QPainter& painter, QPointF centre) const
{
    const double w = stagesize::eye / 2 - 1;
    QPainterPath outline(centre - QPointF(w, 0));
    outline.quadTo(centre - QPointF(0, w * 1.15), centre + QPointF(w, 0));
    outline.quadTo(centre + QPointF(0, w * 1.15), centre - QPointF(w, 0));
    painter.setPen(QPen(m_theme.watched, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(m_theme.watchedSoft);
    painter.drawPath(outline);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.watched);
    painter.drawEllipse(centre, 3.4, 3.4);
}

void StagePainter::paintSelection(QPainter& painter, const QRectF& rect) const
{
    // Corners instead of an outline: not to be confused with the current step's, whatever the
    // colours.
    const QRectF r = rect.adjusted(-10, -10, 10, 10);
    const double arm = std::min({18.0, r.width() / 3, r.height() / 3});
    QPainterPath corners;
    const auto add = [&](QPointF at, double dx, double dy) {
        corners.moveTo(at + QPointF(dx, 0));
        corners.lineTo(at);
        corners.lineTo(at + QPointF(0, dy));
    };
    add(r.topLeft(), arm, arm);
    add(r.topRight(), -arm, arm);
    add(r.bottomLeft(), arm, -arm);
    add(r.bottomRight(), -arm, -arm);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.selection, 3.2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(corners);
}

void StagePainter::paintFarAway(QPainter& painter, const StageBox& box, const BoxState& state,
                                double detail) const
{
    // From afar only what can still be read: what it is in large letters, its number if it is one
    // number, and how far its gradient is.
    const QRectF inner = box.rect.adjusted(7, 5, -7, -6);
    const QRectF below(inner.left(), inner.center().y(), inner.width(), inner.height() / 2);
    const bool isNumber = box.grid.isScalar() && !box.value.empty();
    QRectF slot = below;
    if (isNumber)
        slot.setLeft(below.center().x() + 3);
    const QColor ink = state.isDeadEnd ? m_theme.textMuted : m_theme.text;
    if (state.pass) {
        const bool isEmpty = !state.gradient.sum;
        painter.setPen(QPen(m_theme.gradient, 2, isEmpty ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(isEmpty ? QBrush(Qt::NoBrush) : QBrush(m_theme.gradientSoft));
        painter.drawRoundedRect(slot, 5, 5);
    }
    if (detail < 0.12)
        return;
    constexpr int large = 32;
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    painter.setPen(ink);
    if (box.isCompact) {
        drawFitted(painter, inner, Qt::AlignHCenter, box.value.front(), stageFont(large - 6));
        return;
    }
    const QString title = state.isNamed || !isOperation
        ? state.title
        : symbolText(m_recording.graph.node(box.node).op);
    drawFitted(painter, QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2),
               Qt::AlignHCenter, title, stageFont(large, true));
    if (box.image.kind() == ValueImage::Kind::Pictures && !box.hasSlot) {
        GridLook look;
        look.line = m_theme.border;
        paintPictures(painter, box.valueArea.translated(box.rect.topLeft()), box.image, look,
                      &m_recording.graph.node(box.node).value, false);
    }
    if (!isNumber)
        return;
    const QFont numberFont = stageFont(large - 6);
    drawFitted(painter,
               state.pass ? QRectF(below.left(), below.top(), below.width() / 2 - 3, below.height())
                          : below,
               Qt::AlignHCenter, box.value.front(), numberFont);
    if (state.pass && state.gradient.sum && state.gradient.sum->size() == 1)
        drawFitted(painter, slot.adjusted(3, 0, -3, 0), Qt::AlignHCenter,
                   ValueGrid(state.gradient.sum->shape()).texts(*state.gradient.sum).front(),
                   numberFont);
}

} // namespace ui
