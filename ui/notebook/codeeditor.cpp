#include "ui/notebook/codeeditor.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>

#include <memory>

#include "ui/notebook/codeassistant.h"
#include "ui/notebook/hanginglayout.h"
#include "ui/notebook/pythonhighlighter.h"
#include "ui/notebook/pythontokens.h"
#include "ui/notebook/pythontyping.h"

namespace ui {

/// The strip left of the code: line numbers and the marker of the current line.
class CodeEditor::Gutter : public QWidget
{
public:
    explicit Gutter(CodeEditor* editor)
        : QWidget(editor)
        , m_editor(editor)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_editor->paintGutter(painter);
    }

private:
    CodeEditor* m_editor;
};

CodeEditor::CodeEditor(QWidget* parent)
    : CellEditor(parent)
    , m_highlighter(nullptr)
    , m_gutter(new Gutter(this))
{
    auto* const code = new QTextDocument(this);
    code->setDocumentLayout(new HangingLayout(code));
    code->setDefaultFont(font());
    setDocument(code);
    m_highlighter = new PythonHighlighter(code);
    connect(code, &QTextDocument::contentsChanged, this, &CodeEditor::fit);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::ClickFocus); // the keyboard comes in through the cell
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::updateExtraSelections);
}

void CodeEditor::setLook(const CellLook& look)
{
    m_look = look;
    setFont(look.codeFont());
    setPalette(look.palette(look.theme.surface));
    setCursorWidth(2);
    m_highlighter->setTheme(look.theme);
    placeGutter();
    updateExtraSelections();
    fit();
}

void CodeEditor::setMarks(const CodeMarks& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    updateExtraSelections();
    viewport()->update();
    m_gutter->update();
}

QRect CodeEditor::lineRect(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    return blockBoundingGeometry(block)
        .translated(contentOffset())
        .translated(viewport()->pos())
        .toAlignedRect();
}

bool CodeEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab
            || (key->modifiers() & Qt::AltModifier
                && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down))
            || key->key() == Qt::Key_Backtab
            || (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier)
            || (key->key() == Qt::Key_Slash && key->modifiers() == Qt::ControlModifier)) {
            key->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip && m_assistant) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint at = viewport()->mapFrom(this, help->pos());
        const QTextCursor cursor = cursorForPosition(at);
        // Not when it rests beside the end of a line.
        const bool isOnText = cursorRect(cursor).adjusted(-12, 0, 12, 0).contains(at);
        if (!isOnText || !m_assistant->explain(this, cursor.position()))
            m_assistant->dismiss();
        return true;
    }
    return CellEditor::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (m_assistant && m_assistant->takeKey(this, event))
        return;
    if (editKey(event))
        emit caretMoved();
    else
        CellEditor::keyPressEvent(event);
    if (m_assistant)
        m_assistant->keyDone(this, event);
}

void CodeEditor::focusOutEvent(QFocusEvent* event)
{
    CellEditor::focusOutEvent(event);
    if (m_assistant)
        m_assistant->dismiss();
}

void CodeEditor::leaveEvent(QEvent* event)
{
    CellEditor::leaveEvent(event);
    leaveNumber();
    if (m_assistant)
        m_assistant->mouseLeft();
}

/// The keys that are Python's: true when it was one of them.
bool CodeEditor::editKey(QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (stepNumber(event)) {
        // done
    } else if (modifiers == Qt::NoModifier
               && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        breakLine(textCursor());
    } else if (event->key() == Qt::Key_Tab && modifiers == Qt::NoModifier) {
        indent(textCursor());
    } else if (event->key() == Qt::Key_Backtab) {
        dedent(textCursor());
    } else if (event->key() == Qt::Key_Slash && modifiers == Qt::ControlModifier) {
        toggleComment(textCursor());
    } else if (event->key() == Qt::Key_Backspace && modifiers == Qt::NoModifier
               && deleteIndent(textCursor())) {
        // done
    } else {
        return false;
    }
    return true;
}

void CodeEditor::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int line =
        isByKey ? textCursor().blockNumber() : cursorForPosition(event->pos()).blockNumber();
    const std::unique_ptr<QMenu> menu(createStandardContextMenu(event->pos()));
    auto* const runTo = new QAction(tr("Play to line %1").arg(line + 1), menu.get());
    runTo->setEnabled(m_canRunTo && m_canRunTo(line));
    connect(runTo, &QAction::triggered, this, [this, line] { emit runToRequested(line); });
    QAction* const first = menu->actions().value(0);
    menu->insertAction(first, runTo);
    const std::optional<Number> number = isByKey ? numberAtCaret() : numberAt(event->pos());
    if (number) {
        auto* const slide = new QAction(tr("Slide this number"), menu.get());
        connect(slide, &QAction::triggered, this, [this, it = *number] { openSlider(it); });
        menu->insertAction(first, slide);
    }
    menu->insertSeparator(first);
    menu->exec(isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

void CodeEditor::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        paintBands(painter);
    }
    CellEditor::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (showsValues())
        paintValues(painter);
    else
        paintOutlines(painter);
    paintHoveredNumber(painter);
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    CellEditor::resizeEvent(event);
    m_gutter->setGeometry(0, 0, gutterWidth(), height());
}

int CodeEditor::gutterWidth() const
{
    const int digits = blockCount() > 99 ? 3 : blockCount() < 10 && m_look.narrow ? 1 : 2;
    return QFontMetrics(m_look.promptFont()).horizontalAdvance(u'9') * digits + m_look.pixels(18);
}

void CodeEditor::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    m_gutter->setGeometry(0, 0, gutterWidth(), height());
}

void CodeEditor::paintGutter(QPainter& painter) const
{
    const Theme& theme = m_look.theme;
    painter.fillRect(m_gutter->rect(), theme.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal numberRight = gutterWidth() - m_look.pixels(6);
    QTextBlock block = document()->begin();
    for (int line = 0; block.isValid(); block = block.next(), ++line) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        const qreal lineHeight =
            block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).height() : area.height();
        const bool current = line == m_marks.currentLine;
        const bool waiting = m_marks.callerLines.contains(line);
        if (current)
            painter.fillRect(QRectF(0, area.top(), m_gutter->width(), area.height()),
                             theme.currentSoft);
        QFont font = m_look.promptFont();
        font.setBold(current);
        painter.setFont(font);
        painter.setPen(current ? theme.text : theme.textMuted);
        painter.drawText(QRectF(0, area.top(), numberRight, lineHeight),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
        if (current || waiting) {
            const qreal size = m_look.scale * 4;
            const QPointF middle(m_look.pixels(6), area.top() + lineHeight / 2);
            QPainterPath arrow;
            arrow.moveTo(middle + QPointF(-size * 0.7, -size));
            arrow.lineTo(middle + QPointF(size, 0));
            arrow.lineTo(middle + QPointF(-size * 0.7, size));
            arrow.closeSubpath();
            painter.setPen(QPen(theme.current, 1.4));
            painter.setBrush(current ? QBrush(theme.current) : QBrush(Qt::NoBrush));
            painter.drawPath(arrow);
        }
    }
}

void CodeEditor::paintBands(QPainter& painter) const
{
    const QTextBlock block = document()->findBlockByNumber(m_marks.currentLine);
    if (m_marks.currentLine >= 0 && block.isValid()) {
        QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        area.setLeft(0);
        area.setRight(viewport()->width());
        painter.fillRect(area, m_look.theme.currentSoft);
    }
    QColor selection = m_look.theme.selection;
    selection.setAlpha(40);
    for (const QRectF& rect : rectsOf(m_marks.selected.begin, m_marks.selected.end))
        painter.fillRect(rect.adjusted(0, 2.6, 0, -2.6), selection);
}

void CodeEditor::paintOutlines(QPainter& painter) const
{
    const auto outline = [&](const TextRange& range, const QColor& color, Qt::PenStyle style,
                             qreal grow, qreal inset) {
        if (range.isEmpty())
            return;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.6, style));
        for (const QRectF& rect : rectsOf(range.begin, range.end))
            painter.drawRoundedRect(rect.adjusted(-grow, inset, grow, -inset), 3, 3);
    };
    // The selection stands inside, so that it shows where it and the step are about the same code.
    outline(m_marks.rule, m_look.theme.gradient, Qt::DashLine, 1.5, 0.8);
    outline(m_marks.expression, m_look.theme.current, Qt::SolidLine, 1.5, 0.8);
    outline(m_marks.selected, m_look.theme.selection, Qt::SolidLine, 0, 2.6);
}

void CodeEditor::updateExtraSelections()
{
    QList<QTextEdit::ExtraSelection> selections;
    const auto add = [&](int begin, int end, const QTextCharFormat& format) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        const int last = document()->characterCount() - 1;
        selection.cursor.setPosition(std::clamp(begin, 0, last));
        selection.cursor.setPosition(std::clamp(end, 0, last), QTextCursor::KeepAnchor);
        selection.format = format;
        selections.append(selection);
    };
    QTextCharFormat wave;
    wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.setUnderlineColor(m_look.theme.error);
    wave.setBackground(m_look.theme.errorSoft);
    for (const TextRange& range : m_marks.errors)
        add(range.begin, range.end, wave);

    QTextCharFormat bracket;
    bracket.setBackground(m_look.theme.forwardSoft);
    bracket.setFontWeight(QFont::Bold);
    const QString code = text();
    const int caret = textCursor().position();
    for (const int at : {caret - 1, caret}) {
        if (const auto partner = matchingBracket(code, at)) {
            add(at, at + 1, bracket);
            add(*partner, *partner + 1, bracket);
            break;
        }
    }
    setExtraSelections(selections);
}

} // namespace ui
