#include "ui/notebook/panel.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {

Panel::Panel(QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_content(content)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 4, 4, 4);
    layout->addWidget(content);
    content->installEventFilter(this);
}

void Panel::setLook(const CellLook& look)
{
    m_look = look;
    layout()->setContentsMargins(2, look.pixels(3), look.pixels(4), look.pixels(3));
    update();
}

bool Panel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void Panel::mousePressEvent(QMouseEvent*)
{
    m_content->setFocus();
}

void Panel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_content->hasFocus();
    painter.setPen(QPen(focused ? m_look.theme.accent : m_look.theme.border, focused ? 2 : 1));
    painter.setBrush(m_look.theme.surface);
    const qreal inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 5, 5);
}

} // namespace ui
