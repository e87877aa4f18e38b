// The key to the picture: one sample of each kind, drawn by the same functions as the picture
// itself.
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <functional>

#include "ui/stage/edgerouting.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double rowHeight = 28;
constexpr double sampleWidth = 42;
constexpr double padding = 12;
constexpr int fontSize = 12;

} // namespace

QSizeF StagePainter::paintLegend(QPainter* painter) const
{
    struct Row
    {
        QString text;
        std::function<void(const QRectF&)> sample;
    };
    const auto frame = [&](BoxKind kind, bool isWatched, bool isDeadEnd = false) {
        return [this, painter, kind, isWatched, isDeadEnd](const QRectF& area) {
            BoxState state;
            state.isWatched = isWatched;
            state.isDeadEnd = isDeadEnd;
            paintFrame(*painter, area, kind, state);
            if (isWatched)
                paintEye(*painter, area.center());
            if (isDeadEnd) {
                painter->setPen(m_theme.textMuted);
                painter->setFont(stageFont(fontSize));
                painter->drawText(area, Qt::AlignCenter, QStringLiteral("⊣"));
            }
        };
    };
    const auto edge = [&](EdgePhase phase) {
        return [this, painter, phase](const QRectF& area) {
            StageEdge sample;
            sample.path.moveTo(area.left(),
                               area.center().y()
                                   - (phase == EdgePhase::Forward ? 0 : besideDistance / 2));
            sample.path.lineTo(area.right(), sample.path.currentPosition().y());
            sample.back.moveTo(area.right(), area.center().y() + besideDistance / 2);
            sample.back.lineTo(area.left(), area.center().y() + besideDistance / 2);
            EdgeState state;
            state.phase = phase;
            paintEdge(*painter, sample, state, 1);
        };
    };
    const auto now = [this, painter](const QRectF& area) {
        painter->setPen(QPen(m_theme.current, 2.5));
        painter->setBrush(m_theme.currentSoft);
        painter->drawRoundedRect(area, 9, 9);
    };
    const auto group = [this, painter](const QRectF& area) {
        painter->setPen(QPen(m_theme.forward, 1.2));
        painter->setBrush(m_theme.surface);
        for (const double shift : {5.0, 2.5, 0.0})
            painter->drawRoundedRect(area.adjusted(0, 0, -5, -5).translated(shift, shift), 5, 5);
    };
    const auto ghost = [this, painter](const QRectF& area) {
        QPen pen(m_theme.textMuted, 1.3, Qt::CustomDashLine);
        pen.setDashPattern({2, 4});
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(area, 5, 5);
    };
    const std::vector<Row> rows = {
        {stagetext::watched(m_language), frame(BoxKind::Leaf, true)},
        {stagetext::leaf(m_language), frame(BoxKind::Leaf, false)},
        {stagetext::variable(m_language), frame(BoxKind::Variable, false)},
        {stagetext::constant(m_language), frame(BoxKind::Constant, false)},
        {stagetext::operation(m_language), frame(BoxKind::Operation, false)},
        {stagetext::unrecorded(m_language), frame(BoxKind::Unrecorded, false)},
        {stagetext::deadEnd(m_language), frame(BoxKind::Operation, false, true)},
        {stagetext::closedGroupShort(m_language), group},
        {stagetext::notTaken(m_language), ghost},
        {stagetext::forwardEdge(m_language), edge(EdgePhase::Forward)},
        {stagetext::gradientEdge(m_language), edge(EdgePhase::Arrived)},
        {stagetext::currentStep(m_language), now},
    };
    const QFontMetricsF metrics(stageFont(fontSize));
    double widest = 0;
    for (const Row& row : rows)
        widest = std::max(widest, metrics.horizontalAdvance(row.text));
    const QSizeF size(2 * padding + sampleWidth + 10 + widest,
                      2 * padding + rowHeight * static_cast<double>(rows.size()) - 6);
    if (!painter)
        return size;

    painter->setPen(QPen(m_theme.border, 1));
    painter->setBrush(m_theme.surface);
    painter->drawRoundedRect(QRectF(QPointF(0, 0), size), 8, 8);
    double y = padding;
    for (const Row& row : rows) {
        row.sample(QRectF(padding, y, sampleWidth, rowHeight - 8));
        painter->setPen(m_theme.text);
        painter->setFont(stageFont(fontSize));
        painter->drawText(
            QPointF(padding + sampleWidth + 10, y + (rowHeight - 8) / 2 + metrics.capHeight() / 2),
            row.text);
        y += rowHeight;
    }
    return size;
}

} // namespace ui
