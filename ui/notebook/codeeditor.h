#pragma once

#include <QTextLayout>

#include <functional>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/celllook.h"
#include "ui/notebook/codemarks.h"

namespace ui {

class CodeAssistant;
class PythonHighlighter;

/// Edits one code cell's Python, with line numbers, and shows the marks.
class CodeEditor : public CellEditor
{
    Q_OBJECT
public:
    explicit CodeEditor(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setMarks(const CodeMarks& marks);
    const CodeMarks& marks() const { return m_marks; }
    /// Where line `line` (from 0) stands, in this widget's coordinates.
    QRect lineRect(int line) const;

    /// Whether the player can run to a line: asked when its menu opens.
    void setRunToTest(std::function<bool(int line)> test) { m_canRunTo = std::move(test); }

    void setAssistant(CodeAssistant* assistant) { m_assistant = assistant; }

signals:
    void clickedAt(int position); ///< the mouse put the caret there
    void runToRequested(int line); ///< counts from 0

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;
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

    CellLook m_look;
    CodeMarks m_marks;
    bool editKey(QKeyEvent* event);
    PythonHighlighter* m_highlighter;
    CodeAssistant* m_assistant = nullptr;
    Gutter* m_gutter;
    std::function<bool(int line)> m_canRunTo;
};

} // namespace ui
