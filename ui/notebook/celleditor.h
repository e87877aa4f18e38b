#pragma once

#include "ui/notebook/fittedtextedit.h"
#include "ui/notebook/textrange.h"

namespace ui {

/// The editor inside any cell: it turns the keys that concern the notebook into signals, the same
/// for code and for prose.
class CellEditor : public FittedTextEdit
{
    Q_OBJECT
public:
    using FittedTextEdit::FittedTextEdit;

    /// Whether the key means the same in every cell: Shift+Enter and its like, Escape.
    static bool isRunKey(const QKeyEvent* event);
    /// Marks what was searched for.
    void setFound(const QList<TextRange>& found);
    void setFoundColor(const QColor& color) { m_foundColor = color; }

signals:
    void
    runKeyPressed(Qt::KeyboardModifiers modifiers); ///< Shift, Ctrl, Alt or Ctrl+Shift with Enter
    void commandKeyPressed(QKeyEvent* event); ///< one that works in the text too
    void escapePressed();
    void leftUpwards(); ///< Up on the first line
    void leftDownwards();
    void focusGained();
    void caretMoved();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QList<TextRange> m_found;
    QColor m_foundColor;
};

} // namespace ui
