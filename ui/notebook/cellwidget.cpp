#include "ui/notebook/cellwidget.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/notebookkeys.h"

namespace ui {

CellWidget::CellWidget(engine::Cell cell, QWidget* parent)
    : QWidget(parent)
    , m_cell(std::move(cell))
{
    setFocusPolicy(Qt::StrongFocus);
}

void CellWidget::watchEditor()
{
    CellEditor* edit = editor();
    m_loadedText = edit->text();
    connect(edit, &QPlainTextEdit::textChanged, this, [this, edit, last = m_loadedText]() mutable {
        // The highlighter's formats also count as changes of the document.
        if (const QString now = edit->text(); now != last) {
            last = now;
            emit edited();
        }
    });
    connect(edit, &CellEditor::runKeyPressed, this, &CellWidget::runKeyPressed);
    connect(edit, &CellEditor::commandKeyPressed, this, &CellWidget::commandKeyPressed);
    connect(edit, &CellEditor::escapePressed, this, &CellWidget::escaped);
    connect(edit, &CellEditor::leftUpwards, this, &CellWidget::leftUpwards);
    connect(edit, &CellEditor::leftDownwards, this, &CellWidget::leftDownwards);
    connect(edit, &CellEditor::caretMoved, this, &CellWidget::caretMoved);
    connect(edit, &CellEditor::focusGained, this, [this] {
        emit focusGained();
        update();
    });
    updateAccessibleName();
}

std::string CellWidget::source() const
{
    return isEdited() ? editor()->text().toStdString() : m_cell.source;
}

bool CellWidget::isEdited() const
{
    return editor()->text() != m_loadedText;
}

engine::Cell CellWidget::cell() const
{
    engine::Cell cell = m_cell;
    cell.source = source();
    return cell;
}

void CellWidget::setLook(const CellLook& look)
{
    m_look = look;
    setPalette(look.palette(look.theme.window));
    editor()->setFoundColor(look.theme.currentSoft);
    update();
}

void CellWidget::setNarrow(bool narrow)
{
    m_look.narrow = narrow;
    placeText();
}

void CellWidget::beginEdit(Caret caret)
{
    CellEditor* edit = editor();
    if (caret != Caret::Keep)
        edit->moveCursor(caret == Caret::Start ? QTextCursor::Start : QTextCursor::End);
    edit->setFocus();
}

void CellWidget::endEdit()
{
    setFocus();
}

bool CellWidget::isEditing() const
{
    return editor()->hasFocus();
}

void CellWidget::setCurrent(bool current)
{
    m_current = current;
    update();
}

void CellWidget::setSelected(bool selected)
{
    if (m_selected == selected)
        return;
    m_selected = selected;
    updateAccessibleName();
    update();
}

void CellWidget::setPosition(int index, int count)
{
    m_index = index;
    m_count = count;
    updateAccessibleName();
}

void CellWidget::updateAccessibleName()
{
    const QString name = tr("%1, cell %2 of %3").arg(kindName()).arg(m_index + 1).arg(m_count);
    setAccessibleName(m_selected ? tr("%1, selected").arg(name) : name);
    setAccessibleDescription(editor()->text().left(400));
    editor()->setAccessibleName(tr("%1, cell %2: source").arg(kindName()).arg(m_index + 1));
}

bool CellWidget::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && hasFocus()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (CellEditor::isRunKey(key) || notebookKey(key)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void CellWidget::keyPressEvent(QKeyEvent* event)
{
    if (CellEditor::isRunKey(event)) {
        emit runKeyPressed(event->modifiers() & ~Qt::KeypadModifier);
        return;
    }
    event->ignore();
    emit commandKeyPressed(event);
    if (!event->isAccepted())
        QWidget::keyPressEvent(event);
}

void CellWidget::mousePressEvent(QMouseEvent* event)
{
    if (event->modifiers() == Qt::ShiftModifier) {
        emit extensionAsked();
        return;
    }
    setFocus();
    QWidget::mousePressEvent(event);
}

void CellWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    const bool extends = event->reason() == Qt::MouseFocusReason
        && QGuiApplication::keyboardModifiers() == Qt::ShiftModifier;
    if (!extends) // else the click that follows says so
        emit focusGained();
    update();
}

void CellWidget::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void CellWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_selected) {
        QColor wash = m_look.theme.accent;
        wash.setAlpha(m_look.theme.dark ? 46 : 30);
        painter.fillRect(rect(), wash);
    }
    if (!m_current)
        return;
    const bool focused = hasFocus();
    painter.setPen(Qt::NoPen);
    painter.setBrush(focused || isEditing() ? m_look.theme.accent : m_look.theme.border);
    painter.drawRoundedRect(QRectF(1, 3, m_look.pixels(4), height() - 6), 2, 2);
    if (focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.theme.accent, 1.2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1.5, -1, -1.5), 5, 5);
    }
}

void CellWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateAccessibleName();
}

} // namespace ui
