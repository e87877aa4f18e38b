// The cards of the picture.
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "ui/stage/boxsize.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double corner = 9;

/// `text` in `rect`, made smaller when too wide for it, and cut with "…" when it would become
/// unreadable.
void drawFitted(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text,
                QFont font)
{
    QFontMetricsF metrics(font);
    while (metrics.horizontalAdvance(text) > rect.width() + 0.5 && font.pixelSize() > 9) {
        font.setPixelSize(font.pixelSize() - 1);
        metrics = QFontMetricsF(font);
    }
    const QString shown = metrics.horizontalAdvance(text) > rect.width() + 0.5
        ? metrics.elidedText(text, Qt::ElideRight, rect.width())
        : text;
    const double width = metrics.horizontalAdvance(shown);
    double x = rect.left();
    if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    else if (alignment & Qt::AlignRight)
        x = rect.right() - width;
    painter.setFont(font);
    painter.drawText(QPointF(x, rect.center().y() + metrics.capHeight() / 2), shown);
}

} // namespace

void StagePainter::paintBox(QPainter& painter, const StageBox& box, const BoxState& state,
                            const Options& options) const
{
    if (box.isAlias) {
        paintAlias(painter, box, state);
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
            const QPointF at = box.rect.topLeft() + box.valueArea.topLeft();
            const QPointF centred(box.isCompact
                                      ? at.x() + (box.valueArea.width() - box.metrics.cellWidth) / 2
                                      : at.x(),
                                  at.y());
            paintGrid(painter, centred, box.grid, box.metrics, box.value, look);
            if (box.hasSlot)
                paintSlot(painter, box, state);
        }
        if (box.lap > 0 && options.detail >= 0.4) {
            const QString text = stagetext::lap(box.lap, m_language);
            const QFont font = stageFont(10);
            const double width = QFontMetricsF(font).horizontalAdvance(text) + 12;
            const QRectF tab(box.rect.right() - width - 12, box.rect.top() - 8, width, 16);
            painter.setPen(QPen(m_theme.border, 1));
            painter.setBrush(m_theme.window);
            painter.drawRoundedRect(tab, 8, 8);
            painter.setPen(m_theme.textMuted);
            drawFitted(painter, tab, Qt::AlignHCenter, text, font);
        }
    }
    if (options.selection == box.node)
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
    const QRectF titleArea(area.left(), area.top(),
                           area.width() - (state.isWatched ? stagesize::eye + 4 : 0), 20);
    painter.setPen(ink);
    const QFont titleFont = stageFont(stagesize::title, true);
    drawFitted(painter, titleArea, Qt::AlignLeft, state.title, titleFont);
    painter.setPen(m_theme.textMuted);
    if (isOperation && !state.isNamed) {
        const double used = QFontMetricsF(titleFont).horizontalAdvance(state.title) + 6;
        drawFitted(painter, titleArea.adjusted(used, 1, 0, 1), Qt::AlignLeft,
                   QStringLiteral("#%1").arg(box.node.index), stageFont(stagesize::subtitle));
    }
    drawFitted(painter, {area.left(), area.top() + 20, area.width(), 16}, Qt::AlignLeft,
               state.subtitle, stageFont(stagesize::subtitle));
}

void StagePainter::paintGrid(QPainter& painter, QPointF at, const ValueGrid& grid,
                             const GridMetrics& metrics, const std::vector<QString>& texts,
                             const GridLook& look) const
{
    const QRectF all(at, grid.size(metrics));
    QPen pen(look.line, look.outline, look.style);
    if (look.style == Qt::CustomDashLine)
        pen.setDashPattern({4 / look.outline, 3 / look.outline});
    painter.setBrush(look.fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.setPen(look.line.alpha() == 0 ? QPen(Qt::NoPen) : pen);
    painter.drawRoundedRect(all, 4, 4);
    if (grid.isEmpty()) {
        painter.setPen(m_theme.textMuted);
        drawFitted(painter, all, Qt::AlignHCenter, stagetext::empty(m_language),
                   stageFont(stagesize::subtitle));
        return;
    }
    if (look.line.alpha() != 0 && !grid.isScalar()) {
        pen.setWidthF(std::min(look.outline, 1.0));
        QColor soft = look.line;
        soft.setAlpha(std::min(soft.alpha(), 120));
        pen.setColor(soft);
        painter.setPen(pen);
        for (int row = 1; row < grid.rowCount(); ++row) {
            const double y = at.y() + grid.cell(row, 0, metrics).top();
            painter.drawLine(QPointF(all.left(), y), QPointF(all.right(), y));
        }
        for (int column = 1; column < grid.columnCount(); ++column) {
            const double x = at.x() + grid.cell(0, column, metrics).left();
            painter.drawLine(QPointF(x, all.top()), QPointF(x, all.bottom()));
        }
    }
    if (texts.empty())
        return;
    std::size_t next = 0;
    for (int row = 0; row < grid.rowCount(); ++row) {
        for (int column = 0; column < grid.columnCount(); ++column) {
            const bool isGap = grid.isGap(row, column);
            painter.setPen(isGap ? m_theme.textMuted : look.text);
            const QRectF cell =
                grid.cell(row, column, metrics).translated(at).adjusted(3, 0, -3, 0);
            drawFitted(painter, cell, Qt::AlignHCenter, texts[next++],
                       stageFont(metrics.fontSize, look.isBold && !isGap));
        }
    }
}

void StagePainter::paintSlot(QPainter& painter, const StageBox& box, const BoxState& state) const
{
    const QRectF value = box.valueArea.translated(box.rect.topLeft());
    const QRectF slot = box.slotArea.translated(box.rect.topLeft());
    const auto labelAbove = [&](const QRectF& grid) {
        return QRectF(box.rect.left() + 4, grid.top() - 20, box.rect.width() - 8, 18);
    };
    const auto labelOver = [&](const QRectF& grid, const QString& text, const QFont& font) {
        QRectF area = labelAbove(grid);
        const double half =
            std::max(grid.width() / 2, QFontMetricsF(font).horizontalAdvance(text) / 2 + 1);
        area.setLeft(std::max(area.left(), grid.center().x() - half));
        area.setRight(std::min(area.right(), grid.center().x() + half));
        drawFitted(painter, area, Qt::AlignHCenter, text, font);
    };
    painter.setPen(m_theme.textMuted);
    labelOver(value, stagetext::value(m_language), stageFont(stagesize::label));

    GridLook look;
    look.fill = Qt::transparent;
    look.line = m_theme.border;
    look.text = m_theme.text;
    look.style = Qt::DotLine;
    if (!state.pass) { // nothing yet, or not in this pass: only the room for it
        paintGrid(painter, slot.topLeft(), box.grid, box.metrics, {}, look);
        return;
    }
    painter.setPen(m_theme.gradient);
    labelOver(slot, state.gradientName, stageFont(stagesize::label, true));

    look.line = m_theme.gradient;
    look.style = Qt::CustomDashLine;
    if (state.gradient.phase == engine::GradientPhase::Complete
        || state.gradient.phase == engine::GradientPhase::Fired) {
        look.style = Qt::SolidLine;
        look.outline = state.isResult ? 2.4 : 1.4;
        look.isBold = state.isResult;
    }
    std::vector<QString> texts;
    if (state.gradient.sum) {
        look.fill = m_theme.gradientSoft;
        const engine::Tensor& sum = *state.gradient.sum;
        if (!box.grid.isEmpty() && sum.shape() == m_recording.graph.node(box.node).value.shape())
            texts = box.grid.texts(sum);
    }
    paintGrid(painter, slot.topLeft(), box.grid, box.metrics, texts, look);
    paintStatus(painter, box, state);
}

void StagePainter::paintStatus(QPainter& painter, const StageBox& box, const BoxState& state) const
{
    const QString text = gradientStatus(state, m_language);
    const QFont font = stageFont(stagesize::status);
    const bool hasDots =
        state.gradient.expected > 0 && state.gradient.expected <= stagesize::mostDots;
    const double dots = hasDots ? state.gradient.expected * stagesize::dot + 4 : 0;
    const QRectF area = box.statusArea.translated(box.rect.topLeft());
    const double textWidth = QFontMetricsF(font).horizontalAdvance(text);
    // Under the slot, but never beyond the card.
    double x = box.slotArea.center().x() + box.rect.left() - (dots + textWidth) / 2;
    x = std::clamp(x, area.left(), std::max(area.left(), area.right() - dots - textWidth));
    for (int i = 0; i < state.gradient.expected && hasDots; ++i) {
        const bool isThere = i < state.gradient.arrived;
        painter.setPen(QPen(m_theme.gradient, 1.3));
        painter.setBrush(isThere ? QBrush(m_theme.gradient) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QPointF(x + 5 + i * stagesize::dot, area.center().y()), 3.6, 3.6);
    }
    painter.setPen(m_theme.gradient);
    drawFitted(painter,
               {x + dots, area.top(), std::max(area.right() - x - dots, 1.0), area.height()},
               Qt::AlignLeft, text, font);
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
