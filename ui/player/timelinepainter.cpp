// How the timeline looks; what it does is in timeline.cpp.

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

#include "engine/recording/recording.h"
#include "ui/player/player.h"
#include "ui/player/timeline.h"

namespace ui {
namespace {

constexpr qreal passHeight = 5; ///< how far a backward pass stands above the track
constexpr qreal tickRoom = 4; ///< ticks closer than this are left out
constexpr qreal otherTake = 0.5; ///< opacity of what is not in the current take

QPainterPath triangle(QPointF tip, QPointF a, QPointF b)
{
    QPainterPath path(tip);
    path.lineTo(a);
    path.lineTo(b);
    path.closeSubpath();
    return path;
}

} // namespace

QRectF Timeline::blockOf(const Chapter& chapter) const
{
    const QRectF strip = track();
    const qreal left = xOf(chapter.start - 1);
    const QRectF block(left, strip.top(), std::max(1.0, xOf(chapter.end) - left), strip.height());
    return chapter.kind == Chapter::Kind::Pass ? block.adjusted(0, -passHeight, 0, 0) : block;
}

void Timeline::renderStrip()
{
    m_stripTake = m_player->take();
    m_strip = QPixmap(size() * devicePixelRatioF());
    m_strip.setDevicePixelRatio(devicePixelRatioF());
    m_strip.fill(Qt::transparent);
    QPainter painter(&m_strip);
    painter.setRenderHint(QPainter::Antialiasing);

    if (m_chapters.empty()) {
        painter.setPen(QPen(m_theme.border, 1));
        painter.setBrush(m_theme.surfaceAlt);
        painter.drawRoundedRect(track(), 3, 3);
        return;
    }
    for (const Chapter& chapter : m_chapters) {
        if (chapter.kind == Chapter::Kind::Cell)
            paintCell(painter, chapter, m_stripTake);
    }
    for (const Chapter& chapter : m_chapters) {
        if (chapter.kind == Chapter::Kind::Pass)
            paintPass(painter, chapter, m_stripTake);
    }
    paintTicks(painter);
    paintFailures(painter);
}

void Timeline::paintCell(QPainter& painter, const Chapter& chapter, int currentTake) const
{
    const auto& recording = *m_player->recording();
    const QRectF block = blockOf(chapter).adjusted(0.5, 0, -0.5, 0);
    const bool isCurrent = engine::takeAt(recording, chapter.start) == currentTake;
    painter.setOpacity(isCurrent ? 1.0 : otherTake);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isCurrent ? m_theme.forwardSoft : m_theme.surfaceAlt);
    painter.drawRoundedRect(block, 2, 2);
    painter.setPen(QPen(isCurrent ? m_theme.forward : m_theme.textMuted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter.setOpacity(1);

    // The block's left edge goes up to its label, so that a label belongs to one block only.
    QFont font = Theme::uiFont(9);
    font.setBold(isCurrent);
    const int number = recording.cellRuns[static_cast<std::size_t>(chapter.index)].executionCount;
    const QFontMetricsF metrics(font);
    QString label = QStringLiteral("In [%1]").arg(number);
    if (metrics.horizontalAdvance(label) + 6 > block.width())
        label = QString::number(number);
    if (metrics.horizontalAdvance(label) + 6 > block.width())
        return;
    painter.setFont(font);
    painter.setPen(isCurrent ? m_theme.text : m_theme.textMuted);
    painter.drawText(QPointF(block.left() + 1, metrics.ascent()), label);
}

void Timeline::paintPass(QPainter& painter, const Chapter& chapter, int currentTake) const
{
    const QRectF block = blockOf(chapter);
    const bool isCurrent = engine::takeAt(*m_player->recording(), chapter.start) == currentTake;
    painter.setOpacity(isCurrent ? 1.0 : otherTake);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(block, 2, 2);
    painter.setBrush(m_theme.gradientSoft);
    painter.drawRoundedRect(block, 2, 2);

    QPainterPath clip;
    clip.addRoundedRect(block, 2, 2);
    painter.save();
    painter.setClipPath(clip);
    QColor hatch = m_theme.gradient;
    hatch.setAlphaF(0.45F);
    painter.setPen(QPen(hatch, 1));
    for (qreal x = block.left() - block.height(); x < block.right(); x += 5)
        painter.drawLine(QPointF(x, block.top()), QPointF(x + block.height(), block.bottom()));
    painter.restore();

    painter.setPen(QPen(m_theme.gradient, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    if (block.width() >= 24) {
        // The tab says "backward" without colour.
        QPainterPath tab;
        tab.addRect(QRectF(block.left(), block.top(), 12, block.height()));
        painter.fillPath(tab.intersected(clip), m_theme.gradient);
        const QPointF tip(block.left() + 2.5, block.center().y());
        painter.fillPath(triangle(tip, tip + QPointF(6.5, -4.5), tip + QPointF(6.5, 4.5)),
                         m_theme.surface);
    }
    painter.setOpacity(1);
}

void Timeline::paintTicks(QPainter& painter) const
{
    const QRectF strip = track();
    if (m_stops.empty() || strip.width() / static_cast<qreal>(m_stops.size()) < tickRoom)
        return;
    painter.setPen(QPen(m_theme.textMuted, 1));
    for (const int stop : m_stops) {
        const qreal x = std::round(xOf(stop)) + 0.5;
        painter.drawLine(QPointF(x, strip.bottom() + 2), QPointF(x, strip.bottom() + 5));
    }
}

void Timeline::paintFailures(QPainter& painter) const
{
    const QRectF strip = track();
    for (const int failure : m_failures) {
        const QPointF at(xOf(failure), strip.top() - 11);
        painter.setPen(QPen(m_theme.surface, 1));
        painter.setBrush(m_theme.error);
        painter.drawPath(triangle(at, at + QPointF(7, 12), at + QPointF(-7, 12)));
        painter.fillRect(QRectF(at.x() - 0.75, at.y() + 4, 1.5, 4), m_theme.surface);
        painter.fillRect(QRectF(at.x() - 0.75, at.y() + 9, 1.5, 1.5), m_theme.surface);
    }
}

void Timeline::paintPlayed(QPainter& painter) const
{
    const QRectF strip = track();
    const auto& recording = *m_player->recording();
    const int take = m_player->take();
    if (take < 0)
        return;
    const qreal from = xOf(recording.takes[static_cast<std::size_t>(take)].firstStep);
    const qreal to = xOf(m_player->step());
    if (to <= from)
        return;
    // A solid bar along the bottom of the track: how far this take has been played.
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.forward);
    painter.drawRect(QRectF(from, strip.bottom() - 4, to - from, 4));
    painter.setBrush(m_theme.gradient);
    for (const Chapter& chapter : m_chapters) {
        const qreal left = xOf(chapter.start - 1);
        const qreal right = std::min(to, xOf(chapter.end));
        if (chapter.kind == Chapter::Kind::Pass && left >= from && right > left)
            painter.drawRect(QRectF(left, strip.bottom() - 4, right - left, 4));
    }
}

void Timeline::paintMarks(QPainter& painter) const
{
    const QRectF strip = track();
    for (const int mark : m_player->marks()) {
        const qreal x = xOf(mark);
        painter.setPen(QPen(m_theme.selection, 1.6));
        painter.drawLine(QPointF(x, strip.top() - 4), QPointF(x, strip.bottom() + 5));
        painter.setPen(QPen(m_theme.window, 1));
        painter.setBrush(m_theme.selection);
        painter.drawPolygon(
            QPolygonF({QPointF(x, strip.bottom() + 2), QPointF(x + 9, strip.bottom() + 5.5),
                       QPointF(x, strip.bottom() + 9)}));
    }
}

void Timeline::paintPlayhead(QPainter& painter) const
{
    const QRectF strip = track();
    const qreal x = xOf(m_player->step());
    painter.setPen(QPen(m_theme.window, 4));
    painter.drawLine(QPointF(x, strip.top() - passHeight - 2), QPointF(x, strip.bottom() + 3));
    painter.setPen(QPen(m_theme.text, 2));
    painter.drawLine(QPointF(x, strip.top() - passHeight - 2), QPointF(x, strip.bottom() + 3));
    const qreal radius = m_dragging ? 7.5 : 6.5;
    painter.setPen(QPen(m_theme.window, 1.5));
    painter.setBrush(m_theme.text);
    painter.drawEllipse(QPointF(x, strip.center().y()), radius, radius);
}

void Timeline::paintEvent(QPaintEvent* /*event*/)
{
    if (m_strip.size() != size() * devicePixelRatioF())
        renderStrip();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_strip);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_player->stepCount() == 0)
        return;
    paintPlayed(painter);
    if (m_hoverStep >= 0 && !m_dragging) {
        const qreal x = xOf(m_hoverStep);
        painter.setPen(QPen(m_theme.textMuted, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, track().top() - passHeight - 2),
                         QPointF(x, track().bottom() + 4));
    }
    paintMarks(painter);
    paintPlayhead(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace ui
