// The numbers on the cards: values, gradients, and how far a gradient is.
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

#include "ui/stage/boxsize.h"
#include "ui/stage/drawfitted.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagetext.h"

namespace ui {

void StagePainter::paintGrid(QPainter& painter, QPointF at, const ValueGrid& grid,
                             const GridMetrics& metrics, const std::vector<QString>& texts,
                             const GridLook& look, const engine::Tensor* tensor) const
{
    const QRectF all(at, grid.size(metrics));
    QPen pen(look.line, look.outline, look.style);
    if (look.style == Qt::CustomDashLine)
        pen.setDashPattern({4 / look.outline, 3 / look.outline});
    painter.setBrush(look.fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.setPen(look.line.alpha() == 0 ? QPen(Qt::NoPen) : pen);
    painter.drawRoundedRect(all, 4, 4);
    if (look.isTinted && tensor && !grid.isEmpty() && !grid.isScalar()) { // one number alone
        // is its own largest
        const double largest = largestMagnitude(*tensor);
        for (int row = 0; row < grid.rowCount(); ++row) {
            for (int column = 0; column < grid.columnCount(); ++column) {
                if (!grid.isGap(row, column) && largest > 0)
                    painter.fillRect(
                        grid.cell(row, column, metrics).translated(at).adjusted(1, 1, -1, -1),
                        heatColor(tensor->at(grid.element(row, column)) / largest, m_theme));
            }
        }
    }
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

void StagePainter::paintContent(QPainter& painter, const QRectF& area, const StageBox& box,
                                const std::vector<QString>& texts, const GridLook& look,
                                const engine::Tensor* tensor, bool isGradient) const
{
    if (box.image.kind() == ValueImage::Kind::Pictures) {
        paintPictures(painter, area, box.image, look, tensor, isGradient);
        return;
    }
    paintGrid(painter, area.topLeft(), box.grid, box.metrics, texts, look, tensor);
    if (box.image.kind() != ValueImage::Kind::Strip)
        return;
    const QSizeF grid = box.grid.size(box.metrics);
    const QRectF strip(area.left(), area.top() + grid.height() + stagesize::aboveStrip,
                       grid.width(), area.height() - grid.height() - stagesize::aboveStrip);
    paintPictures(painter, strip, box.image, look, tensor, isGradient);
}

void StagePainter::paintPictures(QPainter& painter, const QRectF& area, const ValueImage& image,
                                 const GridLook& look, const engine::Tensor* tensor,
                                 bool isGradient) const
{
    const int count = image.kind() == ValueImage::Kind::Strip ? 1 : image.shownPictures();
    QPen pen(look.line, look.outline, look.style);
    if (look.style == Qt::CustomDashLine)
        pen.setDashPattern({4 / look.outline, 3 / look.outline});
    for (int i = 0; i < count; ++i) {
        const QRectF frame = image.picture(i, area);
        if (tensor) {
            const bool wasSmooth = painter.testRenderHint(QPainter::SmoothPixmapTransform);
            painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
            painter.drawImage(frame, image.image(*tensor, i, isGradient, m_theme));
            painter.setRenderHint(QPainter::SmoothPixmapTransform, wasSmooth);
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame);
    }
    if (image.kind() == ValueImage::Kind::Pictures && image.hiddenPictures() > 0 && tensor) {
        const QString text = QStringLiteral("+%1").arg(image.hiddenPictures());
        const QFont font = stageFont(stagesize::label, true);
        QRectF badge(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 10, 18);
        badge.moveBottomRight(area.bottomRight() - QPointF(3, 3));
        painter.setPen(QPen(m_theme.border, 1));
        painter.setBrush(m_theme.surface);
        painter.drawRoundedRect(badge, 5, 5);
        painter.setPen(m_theme.text);
        drawFitted(painter, badge, Qt::AlignHCenter, text, font);
    }
}

void StagePainter::paintSlot(QPainter& painter, const StageBox& box, const BoxState& state,
                             const Options& options) const
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
        paintContent(painter, slot, box, {}, look, nullptr, true);
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
    look.isTinted = options.isTinted;
    std::vector<QString> texts;
    const engine::Tensor* shown = nullptr;
    if (state.gradient.sum) {
        look.fill = m_theme.gradientSoft;
        const engine::Tensor& sum = *state.gradient.sum;
        if (sum.shape() == m_recording.graph.node(box.node).value.shape()) {
            shown = &sum;
            if (!box.grid.isEmpty())
                texts = box.grid.texts(sum);
        }
    }
    paintContent(painter, slot, box, texts, look, shown, true);
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

} // namespace ui
