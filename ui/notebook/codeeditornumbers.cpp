// CodeEditor's numbers: dragged with the mouse, stepped by keys, slid and typed over.

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>

#include "ui/notebook/codeeditor.h"
#include "ui/notebook/numberdrag.h"
#include "ui/notebook/numberpopover.h"
#include "ui/notebook/sourceoffsets.h"

namespace ui {

CodeEditor::~CodeEditor()
{
    delete m_popover;
}

NumberPopover* CodeEditor::popover() const
{
    return m_popover;
}

std::vector<CodeEditor::Number> CodeEditor::numbers() const
{
    const QString code = text();
    const std::string source = code.toStdString();
    std::vector<Number> numbers;
    for (const engine::lang::NumberLiteral& literal : engine::lang::numberLiterals(source))
        numbers.push_back(
            {{utf16Position(source, literal.span.begin), utf16Position(source, literal.span.end)},
             literal.mayBeNegative});
    return numbers;
}

/// The one under a point of the viewport; where values stand in place of the code there is none.
std::optional<CodeEditor::Number> CodeEditor::numberAt(QPoint position) const
{
    if (isReadOnly())
        return std::nullopt;
    const QList<TextRange> covered = showsValues() ? linesWithValues() : QList<TextRange>();
    for (const Number& number : numbers()) {
        const bool isCovered =
            std::any_of(covered.begin(), covered.end(), [&number](const TextRange& line) {
                return line.begin <= number.range.begin && number.range.end <= line.end;
            });
        if (isCovered)
            continue;
        for (const QRectF& rect : rectsOf(number.range.begin, number.range.end)) {
            if (rect.adjusted(-1, 0, 1, 0).contains(position))
                return number;
        }
    }
    return std::nullopt;
}

std::optional<CodeEditor::Number> CodeEditor::numberAtCaret() const
{
    const int caret = textCursor().position();
    for (const Number& number : numbers()) {
        if (number.range.begin <= caret && caret <= number.range.end)
            return number;
    }
    return std::nullopt;
}

TextRange CodeEditor::setNumber(const TextRange& range, const QString& number, bool continues)
{
    const TextRange after{range.begin, range.begin + static_cast<int>(number.size())};
    if (text().mid(range.begin, range.end - range.begin) == number)
        return after;
    QTextCursor cursor(document());
    if (continues)
        cursor.joinPreviousEditBlock();
    else
        cursor.beginEditBlock();
    cursor.setPosition(range.begin);
    cursor.setPosition(range.end, QTextCursor::KeepAnchor);
    m_isMovingNumber = true;
    cursor.insertText(number);
    cursor.endEditBlock();
    m_isMovingNumber = false;
    if (m_hoveredNumber.begin == range.begin)
        m_hoveredNumber = after;
    viewport()->update();
    return after;
}

void CodeEditor::undoNumber()
{
    m_isMovingNumber = true;
    undo();
    m_isMovingNumber = false;
}

void CodeEditor::openSlider(const Number& number)
{
    if (!m_popover) {
        m_popover = new NumberPopover(window());
        connect(m_popover, &NumberPopover::changed, this,
                [this](const QString& to, bool continues) {
                    m_sliding.range = setNumber(m_sliding.range, to, continues);
                });
        connect(m_popover, &NumberPopover::left, this, [this] { setFocus(Qt::OtherFocusReason); });
        connect(document(), &QTextDocument::contentsChanged, this, [this] {
            if (!m_isMovingNumber)
                m_popover->hide(); // the text it stood at may be another one
        });
    }
    m_sliding = number;
    m_popover->setLook(m_look);
    QRectF place;
    for (const QRectF& rect : rectsOf(number.range.begin, number.range.end))
        place |= rect;
    const QPoint corner = viewport()->mapTo(window(), place.topLeft().toPoint());
    m_popover->open(QRect(corner, place.size().toSize()),
                    text().mid(number.range.begin, number.range.end - number.range.begin),
                    number.mayBeNegative);
}

void CodeEditor::hoverNumber(QPoint position)
{
    const std::optional<Number> number = numberAt(position);
    const TextRange range = number ? number->range : TextRange();
    viewport()->setCursor(number ? Qt::SizeHorCursor : Qt::IBeamCursor);
    if (range == m_hoveredNumber)
        return;
    m_hoveredNumber = range;
    viewport()->update();
}

void CodeEditor::mousePressEvent(QMouseEvent* event)
{
    m_pressedNumber.reset();
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier)
        m_pressedNumber = numberAt(event->pos());
    m_pressedAt = event->pos();
    if (!m_pressedNumber)
        CellEditor::mousePressEvent(event); // else when it is known whether it is a drag
}

/// What a press that turned out to be none of a number's would have done.
void CodeEditor::pressLate()
{
    m_pressedNumber.reset();
    QMouseEvent press(QEvent::MouseButtonPress, QPointF(m_pressedAt),
                      viewport()->mapToGlobal(QPointF(m_pressedAt)), Qt::LeftButton, Qt::LeftButton,
                      Qt::NoModifier);
    CellEditor::mousePressEvent(&press);
}

void CodeEditor::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag) {
        const QString to = m_drag->text(event->pos().x() - m_pressedAt.x(), event->modifiers());
        const TextRange before = m_dragged;
        const bool isOther = text().mid(before.begin, before.end - before.begin) != to;
        m_dragged = setNumber(m_dragged, to, m_hasDragged);
        m_hasDragged = m_hasDragged || isOther;
        if (m_popover && m_popover->isVisible()) {
            m_sliding.range = m_dragged;
            m_popover->setText(to);
        }
        return;
    }
    if (m_pressedNumber) {
        const QPoint moved = event->pos() - m_pressedAt;
        if (moved.manhattanLength() < QApplication::startDragDistance() / 2)
            return;
        if (std::abs(moved.x()) > std::abs(moved.y())) {
            const TextRange range = m_pressedNumber->range;
            m_drag = NumberDrag::of(text().mid(range.begin, range.end - range.begin),
                                    m_pressedNumber->mayBeNegative);
            m_dragged = range;
            m_hasDragged = false;
            openSlider(*m_pressedNumber);
            return;
        }
        pressLate();
    }
    if (event->buttons() == Qt::NoButton)
        hoverNumber(event->pos());
    CellEditor::mouseMoveEvent(event);
    if (m_hoveredNumber.isEmpty() || event->buttons() != Qt::NoButton)
        return;
    viewport()->setCursor(Qt::SizeHorCursor);
}

void CodeEditor::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_drag) {
        m_drag.reset();
        m_pressedNumber.reset();
        return;
    }
    if (m_pressedNumber)
        pressLate();
    CellEditor::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        emit clickedAt(textCursor().position());
}

void CodeEditor::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto number = numberAt(event->pos()); number && event->button() == Qt::LeftButton) {
        // The whole number, to be typed over; a word would end at its point.
        QTextCursor cursor = textCursor();
        cursor.setPosition(number->range.begin);
        cursor.setPosition(number->range.end, QTextCursor::KeepAnchor);
        setTextCursor(cursor);
        openSlider(*number);
        return;
    }
    CellEditor::mouseDoubleClickEvent(event);
}

void CodeEditor::leaveNumber()
{
    if (!m_hoveredNumber.isEmpty() && !m_drag) {
        m_hoveredNumber = {};
        viewport()->update();
    }
}

bool CodeEditor::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* const help = static_cast<QHelpEvent*>(event);
        if (numberAt(help->pos()) && !m_drag) {
            QToolTip::showText(help->globalPos(),
                               tr("Drag sideways to change this number, double-click for a slider. "
                                  "By keys: Alt+Up and Alt+Down."),
                               this);
            return true;
        }
    }
    return CellEditor::viewportEvent(event);
}

/// Alt+Up and Alt+Down: by a unit of the last digit; with Shift ten of them.
bool CodeEditor::stepNumber(const QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isIt = (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        && (modifiers == Qt::AltModifier || modifiers == (Qt::AltModifier | Qt::ShiftModifier));
    const std::optional<Number> number = isIt ? numberAtCaret() : std::nullopt;
    if (!number)
        return false;
    const QString before = text().mid(number->range.begin, number->range.end - number->range.begin);
    const auto it = engine::lang::NumberText::of(before.toStdString());
    if (!it)
        return false;
    const long long units =
        (event->key() == Qt::Key_Up ? 1 : -1) * (modifiers & Qt::ShiftModifier ? 10 : 1);
    const QString to = QString::fromStdString(it->moved(units, 0, number->mayBeNegative));
    const TextRange after = setNumber(number->range, to, event->isAutoRepeat());
    QTextCursor cursor = textCursor();
    cursor.setPosition(after.end);
    setTextCursor(cursor);
    if (m_popover && m_popover->isVisible()) {
        m_sliding.range = after;
        m_popover->setText(to);
    } else {
        openSlider({after, number->mayBeNegative});
    }
    return true;
}

void CodeEditor::paintHoveredNumber(QPainter& painter) const
{
    const TextRange& range = m_drag ? m_dragged : m_hoveredNumber;
    if (range.isEmpty())
        return;
    painter.setPen(QPen(m_look.theme.accent, m_drag ? 2 : 1.4));
    for (const QRectF& rect : rectsOf(range.begin, range.end))
        painter.drawLine(rect.bottomLeft() + QPointF(0, -1.2),
                         rect.bottomRight() + QPointF(0, -1.2));
}

} // namespace ui
