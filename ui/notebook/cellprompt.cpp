#include "ui/notebook/cellprompt.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace ui {

CellPrompt::CellPrompt(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    updateTexts();
}

void CellPrompt::setLook(const CellLook& look)
{
    m_look = look;
    setFixedWidth(look.promptWidth());
    setMinimumHeight(sizeHint().height());
    updateGeometry();
    update();
}

void CellPrompt::setState(int executionCount, Freshness freshness, Activity activity)
{
    m_executionCount = executionCount;
    m_freshness = freshness;
    m_activity = activity;
    updateTexts();
    update();
}

void CellPrompt::setPlaying(bool playing)
{
    if (m_playing == playing)
        return;
    m_playing = playing;
    update();
}

QSize CellPrompt::sizeHint() const
{
    const int line = QFontMetrics(m_look.promptFont()).height();
    return {m_look.promptWidth(), 2 * line + m_look.pixels(8)};
}

QString CellPrompt::prompt() const
{
    if (m_activity != Activity::Idle)
        return QStringLiteral("In [*]:");
    return m_executionCount > 0 ? QStringLiteral("In [%1]:").arg(m_executionCount)
                                : QStringLiteral("In [ ]:");
}

QString CellPrompt::mark() const
{
    if (m_activity == Activity::Running)
        return tr("running");
    if (m_activity == Activity::Queued)
        return tr("queued");
    switch (m_freshness) {
    case Freshness::NotRun:
    case Freshness::Fresh:
        return {};
    case Freshness::Saved:
        return tr("saved");
    case Freshness::Stale:
        return tr("stale");
    }
    return {};
}

void CellPrompt::updateTexts()
{
    QString tip = m_activity == Activity::Idle ? tr("Run this cell (Shift+Enter)") : tr("Stop");
    if (m_activity == Activity::Idle && m_freshness == Freshness::Stale)
        tip += u'\n' + tr("Stale: this cell or one above it changed since it ran.");
    else if (m_activity == Activity::Idle && m_freshness == Freshness::Saved)
        tip += u'\n' + tr("The outputs come from the file; the cell has not run yet.");
    setToolTip(tip);
    setAccessibleName(mark().isEmpty() ? tr("Run %1").arg(prompt())
                                       : tr("Run %1 (%2)").arg(prompt(), mark()));
}

void CellPrompt::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        updateTexts();
        update();
    }
}

void CellPrompt::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_look.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = m_look.promptFont();
    font.setBold(m_playing || m_activity == Activity::Running);
    const QFontMetrics metrics(font);
    const qreal top = m_look.pixels(7);
    painter.setFont(font);
    const bool lively = m_activity == Activity::Running || underMouse() || hasFocus();
    painter.setPen(lively ? theme.accent : m_playing ? theme.current : theme.textMuted);
    const QRectF line(0, top, width(), metrics.height());
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, prompt());
    paintIcon(painter, {m_look.scale * 6.0, line.center().y()});
    if (!mark().isEmpty())
        paintMark(painter, line.translated(0, metrics.height() + m_look.scale * 1.0));
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 3, -1, -3), 4, 4);
    }
}

void CellPrompt::paintIcon(QPainter& painter, QPointF middle) const
{
    const qreal size = m_look.scale * 4.5;
    const bool lively = underMouse() || hasFocus();
    painter.setPen(Qt::NoPen);
    if (m_activity != Activity::Idle) {
        painter.setBrush(m_activity == Activity::Running ? m_look.theme.accent
                                                         : m_look.theme.textMuted);
        painter.drawRect(
            QRectF(middle.x() - size * 0.8, middle.y() - size * 0.8, size * 1.6, size * 1.6));
        return;
    }
    painter.setBrush(lively ? m_look.theme.accent : m_look.theme.border);
    QPainterPath triangle;
    triangle.moveTo(middle + QPointF(-size * 0.7, -size));
    triangle.lineTo(middle + QPointF(size * 1.1, 0));
    triangle.lineTo(middle + QPointF(-size * 0.7, size));
    triangle.closeSubpath();
    painter.drawPath(triangle);
}

void CellPrompt::paintMark(QPainter& painter, const QRectF& area) const
{
    const Theme& theme = m_look.theme;
    const bool stale = m_activity == Activity::Idle && m_freshness == Freshness::Stale;
    const QColor color = stale ? theme.current : theme.textMuted;
    QFont font = Theme::uiFont(8 * m_look.scale);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, mark());
    if (!stale)
        return;
    // An arrow that goes round: run it again.
    const qreal radius = m_look.scale * 3.6;
    const qreal textWidth = QFontMetricsF(font).horizontalAdvance(mark());
    const QPointF middle(area.right() - textWidth - radius - m_look.scale * 5, area.center().y());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5 * m_look.scale));
    painter.drawArc(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius),
                    60 * 16, 290 * 16);
    const QPointF tip = middle + QPointF(radius * 0.55, -radius * 0.85);
    QPainterPath head;
    head.moveTo(tip + QPointF(m_look.scale * 2.4, -m_look.scale * 1.6));
    head.lineTo(tip + QPointF(m_look.scale * 1.6, m_look.scale * 2.4));
    head.lineTo(tip + QPointF(-m_look.scale * 1.8, m_look.scale * 1.2));
    head.closeSubpath();
    painter.fillPath(head, color);
}

} // namespace ui
