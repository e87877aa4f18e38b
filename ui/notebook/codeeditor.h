#pragma once

#include <QPointer>
#include <QTextLayout>

#include <functional>
#include <optional>
#include <vector>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/celllook.h"
#include "ui/notebook/codemarks.h"
#include "ui/notebook/numberdrag.h"

namespace ui {

class CodeAssistant;
class NumberPopover;
class PythonHighlighter;

/// Edits one code cell's Python, with line numbers, and shows the marks.
class CodeEditor : public CellEditor
{
    Q_OBJECT
public:
    explicit CodeEditor(QWidget* parent = nullptr);
    ~CodeEditor() override;

    void setLook(const CellLook& look);
    void setMarks(const CodeMarks& marks);
    const CodeMarks& marks() const { return m_marks; }
    /// Where line `line` (from 0) stands, in this widget's coordinates.
    QRect lineRect(int line) const;

    /// Whether the player can run to a line: asked when its menu opens.
    void setRunToTest(std::function<bool(int line)> test) { m_canRunTo = std::move(test); }

    /// A number in the code that can be dragged, slid and typed over.
    struct Number
    {
        TextRange range;
        bool mayBeNegative = true;
    };
    std::vector<Number> numbers() const;
    /// Writes another number in its place, and says where that stands. `continues`: undone together
    /// with the edit before.
    TextRange setNumber(const TextRange& range, const QString& number, bool continues);
    /// Whether the edit being told of moves a number.
    bool isMovingNumber() const { return m_isMovingNumber; }
    /// Takes the last edit back, as one that moves a number.
    void undoNumber();
    void openSlider(const Number& number);
    NumberPopover* popover() const; ///< null before the first one
    std::optional<Number> numberAtCaret() const;
    void setAssistant(CodeAssistant* assistant) { m_assistant = assistant; }

signals:
    void clickedAt(int position); ///< the mouse put the caret there
    void runToRequested(int line); ///< counts from 0

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;
    bool editKey(QKeyEvent* event);
    void leaveNumber(); ///< the mouse is over none any more
    int gutterWidth() const;
    void placeGutter();
    void paintGutter(QPainter& painter) const;
    void paintBands(QPainter& painter) const;
    void paintOutlines(QPainter& painter) const;
    QList<TextRange> linesWithValues() const;
    bool showsValues() const;
    QList<QTextLayout::FormatRange> formatsOf(const SubstitutedCode& code) const;
    void paintValues(QPainter& painter) const;
    void paintValueBoxes(QPainter& painter, const QTextLayout& layout, const SubstitutedCode& shown,
                         QPointF origin) const;
    void updateExtraSelections();
    std::optional<Number> numberAt(QPoint position) const;
    void hoverNumber(QPoint position);
    void pressLate();
    bool stepNumber(const QKeyEvent* event);
    void paintHoveredNumber(QPainter& painter) const;

    CellLook m_look;
    CodeMarks m_marks;
    PythonHighlighter* m_highlighter;
    CodeAssistant* m_assistant = nullptr;
    Gutter* m_gutter;
    std::function<bool(int line)> m_canRunTo;

    QPointer<NumberPopover> m_popover; ///< the window's, so that it may stand over other parts
    Number m_sliding; ///< what the popover is about
    TextRange m_hoveredNumber;
    std::optional<Number> m_pressedNumber; ///< until it is known whether it is dragged
    QPoint m_pressedAt;
    std::optional<NumberDrag> m_drag;
    TextRange m_dragged;
    bool m_hasDragged = false; ///< the drag has changed the text
    bool m_isMovingNumber = false;
};

} // namespace ui
