#include "ui/notebook/celleditor.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

#include "ui/notebook/notebookkeys.h"

namespace ui {
namespace {

/// Whether the caret stands on the first (or last) visual line of the document.
bool isOnEdge(const QTextCursor& cursor, bool first)
{
    const QTextBlock block = cursor.block();
    if (first ? block.previous().isValid() : block.next().isValid())
        return false;
    const QTextLayout* layout = block.layout();
    const QTextLine line = layout->lineForTextPosition(cursor.positionInBlock());
    return !line.isValid() || line.lineNumber() == (first ? 0 : layout->lineCount() - 1);
}

} // namespace

bool CellEditor::isRunKey(const QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return false;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    return std::any_of(runKeys().begin(), runKeys().end(),
                       [modifiers](const RunKey& key) { return key.modifiers == modifiers; });
}

bool CellEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const NotebookKey* const command = notebookKey(key);
        if (isRunKey(key) || key->key() == Qt::Key_Escape || (command && command->inText)) {
            key->accept();
            return true;
        }
    }
    return FittedTextEdit::event(event);
}

void CellEditor::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const NotebookKey* const command = notebookKey(event);
    if (command && command->inText) {
        emit commandKeyPressed(event);
    } else if (isRunKey(event)) {
        emit runKeyPressed(event->modifiers() & ~Qt::KeypadModifier);
    } else if (event->key() == Qt::Key_Escape) {
        emit escapePressed();
    } else if (plain && event->key() == Qt::Key_Up && isOnEdge(textCursor(), true)) {
        emit leftUpwards();
    } else if (plain && event->key() == Qt::Key_Down && isOnEdge(textCursor(), false)) {
        emit leftDownwards();
    } else {
        FittedTextEdit::keyPressEvent(event);
        emit caretMoved();
    }
}

void CellEditor::setFound(const QList<TextRange>& found)
{
    if (found == m_found)
        return;
    m_found = found;
    viewport()->update();
}

void CellEditor::paintEvent(QPaintEvent* event)
{
    if (!m_found.isEmpty()) {
        QPainter painter(viewport());
        for (const TextRange& range : m_found) {
            for (const QRectF& rect : rectsOf(range.begin, range.end))
                painter.fillRect(rect, m_foundColor);
        }
    }
    FittedTextEdit::paintEvent(event);
}

void CellEditor::focusInEvent(QFocusEvent* event)
{
    FittedTextEdit::focusInEvent(event);
    emit focusGained();
}

} // namespace ui
