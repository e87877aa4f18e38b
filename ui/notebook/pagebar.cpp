#include "ui/notebook/pagebar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace ui {

PageBar::PageBar(QWidget* parent)
    : QWidget(parent)
    , m_back(new QPushButton)
    , m_next(new QPushButton)
{
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_back);
    row->addStretch();
    row->addWidget(m_next);
    connect(m_back, &QPushButton::clicked, this, [this] { emit pageRequested(m_page - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (isLast())
            emit nextLessonRequested();
        else
            emit pageRequested(m_page + 1);
    });
    retranslate();
}

void PageBar::setLook(const CellLook& look)
{
    m_look = look;
    layout()->setContentsMargins(look.pixels(12), look.pixels(6), look.pixels(12), look.pixels(6));
    setPalette(look.palette(look.theme.window));
    m_back->setFont(look.smallFont());
    m_next->setFont(look.smallFont());
    update();
}

void PageBar::setPage(int page, int count)
{
    m_page = page;
    m_count = count;
    m_back->setEnabled(page > 0);
    retranslate();
    update();
}

void PageBar::setNextLesson(const QString& title)
{
    m_nextLesson = title;
    retranslate();
}

void PageBar::retranslate()
{
    const QKeySequence back(Qt::ALT | Qt::Key_PageUp); // the menu's
    const QKeySequence next(Qt::ALT | Qt::Key_PageDown);
    m_back->setText(tr("Back"));
    const bool leavesLesson = isLast() && !m_nextLesson.isEmpty();
    m_next->setEnabled(!isLast() || leavesLesson);
    m_next->setText(leavesLesson ? tr("Next lesson") : tr("Next"));
    m_back->setToolTip(tr("The page before (%1)").arg(back.toString(QKeySequence::NativeText)));
    const QString key = next.toString(QKeySequence::NativeText);
    m_next->setToolTip(leavesLesson ? QStringLiteral("%1 (%2)").arg(m_nextLesson, key)
                                    : tr("The next page (%1)").arg(key));
    setAccessibleName(tr("Page %1 of %2").arg(m_page + 1).arg(m_count));
}

void PageBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PageBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.theme.border);
    painter.drawLine(0, 0, width(), 0);
    const int left = m_back->geometry().right() + m_look.pixels(12);
    const int right = m_next->geometry().left() - m_look.pixels(12);
    if (m_count == 0 || right <= left)
        return;
    painter.setFont(m_look.smallFont());
    const QString text = tr("Page %1 of %2").arg(m_page + 1).arg(m_count);
    const qreal gap = std::min<qreal>(m_look.pixels(14), qreal(right - left) / m_count);
    const qreal radius = std::min<qreal>(m_look.pixels(4), gap * 0.3);
    if (gap < 6) { // too many for dots
        painter.setPen(m_look.theme.textMuted);
        painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignCenter, text);
        return;
    }
    const qreal begin = (left + right - gap * (m_count - 1)) / 2;
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_count; ++i) {
        painter.setBrush(i == m_page      ? m_look.theme.accent
                             : i < m_page ? m_look.theme.textMuted
                                          : m_look.theme.border);
        const qreal size = i == m_page ? radius * 1.3 : radius;
        painter.drawEllipse(QPointF(begin + gap * i, height() / 2.0), size, size);
    }
}

} // namespace ui
