#include "ui/player/deckbutton.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace ui {
namespace {

void addTriangle(QPainterPath& path, qreal left, qreal tip, qreal halfHeight)
{
    path.moveTo(left, -halfHeight);
    path.lineTo(tip, 0);
    path.lineTo(left, halfHeight);
    path.closeSubpath();
}

/// On a field from -10 to 10 with y down.
QPainterPath symbolPath(DeckButton::Symbol symbol)
{
    QPainterPath path;
    switch (symbol) {
    case DeckButton::Symbol::Play:
        addTriangle(path, -4.5, 7, 7);
        break;
    case DeckButton::Symbol::Pause:
        path.addRect(QRectF(-6, -6.5, 4, 13));
        path.addRect(QRectF(2, -6.5, 4, 13));
        break;
    case DeckButton::Symbol::Forward:
        path.addRect(QRectF(-7, -6, 2.5, 12));
        addTriangle(path, -2, 7, 6);
        break;
    case DeckButton::Symbol::Back:
        path.addRect(QRectF(4.5, -6, 2.5, 12));
        addTriangle(path, 2, -7, 6);
        break;
    case DeckButton::Symbol::ToEnd:
        addTriangle(path, -7, 0, 5.5);
        addTriangle(path, -0.5, 6, 5.5);
        path.addRect(QRectF(6, -5.5, 2, 11));
        break;
    case DeckButton::Symbol::ToStart:
        addTriangle(path, 7, 0, 5.5);
        addTriangle(path, 0.5, -6, 5.5);
        path.addRect(QRectF(-8, -5.5, 2, 11));
        break;
    case DeckButton::Symbol::Over: {
        // An arc over a dot.
        QPainterPath arc;
        arc.arcMoveTo(QRectF(-7, -5, 13, 13), 180);
        arc.arcTo(QRectF(-7, -5, 13, 13), 180, -170);
        QPainterPathStroker stroker;
        stroker.setWidth(2.2);
        path = stroker.createStroke(arc);
        path.moveTo(9.5, 0);
        path.lineTo(2.5, 0);
        path.lineTo(6, 5);
        path.closeSubpath();
        path.addEllipse(QPointF(-0.5, 4.5), 2.2, 2.2);
        path.setFillRule(Qt::WindingFill);
        break;
    }
    case DeckButton::Symbol::Mark:
        path.addRect(QRectF(-5, -7, 2, 14));
        path.moveTo(-3, -7);
        path.lineTo(6.5, -3.5);
        path.lineTo(-3, 0);
        path.closeSubpath();
        break;
    }
    return path;
}

} // namespace

DeckButton::DeckButton(Symbol symbol, bool primary, QWidget* parent)
    : QAbstractButton(parent)
    , m_symbol(symbol)
    , m_primary(primary)
{
    // A click must not take the keyboard away from the picture the user steps through.
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void DeckButton::setSymbol(Symbol symbol)
{
    m_symbol = symbol;
    update();
}

void DeckButton::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

QSize DeckButton::sizeHint() const
{
    const int side = m_primary ? 40 : 34;
    return {side, side};
}

void DeckButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);

    QColor fill = m_primary ? m_theme.accent : QColor(Qt::transparent);
    QColor ink = m_primary ? m_theme.accentText : m_theme.text;
    if (!isEnabled()) {
        fill = m_primary ? m_theme.border : fill;
        ink = m_theme.textMuted;
        ink.setAlphaF(m_primary ? 1.0F : 0.45F);
    } else if (isDown()) {
        fill = m_primary ? m_theme.accent.darker(125) : m_theme.border;
    } else if (underMouse()) {
        fill = m_primary ? m_theme.accent.darker(110) : m_theme.surfaceAlt;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawEllipse(disc);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_primary ? m_theme.text : m_theme.accent, 2));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
        painter.setPen(Qt::NoPen);
    }

    painter.translate(QRectF(rect()).center());
    const qreal scale = disc.width() / (m_primary ? 30.0 : 29.0);
    painter.scale(scale, scale);
    painter.setBrush(ink);
    painter.drawPath(symbolPath(m_symbol));
}

void DeckButton::keyPressEvent(QKeyEvent* event)
{
    // QAbstractButton would walk the focus with the arrows; here they step.
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        event->ignore();
    else
        QAbstractButton::keyPressEvent(event);
}

void DeckButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void DeckButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ui
