// CodeEditor's values in place of the code that gave them: painted over the lines concerned.

#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

#include "ui/notebook/codeeditor.h"
#include "ui/notebook/hanginglayout.h"

namespace ui {
namespace {

/// Lays the pieces out as the code is laid out: same font, width and wrapping.
qreal layOut(QTextLayout& layout, qreal width, qreal indent)
{
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        const qreal left = line.lineNumber() == 0 ? 0 : indent;
        line.setLineWidth(std::max(40.0, width - left));
        line.setPosition({left, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

} // namespace

/// The lines that hold values, as ranges of whole blocks, none touching another.
QList<TextRange> CodeEditor::linesWithValues() const
{
    QList<TextRange> lines;
    for (const Substitution& value : m_marks.values) {
        const QTextBlock first = document()->findBlock(value.range.begin);
        const QTextBlock last =
            document()->findBlock(std::max(value.range.begin, value.range.end - 1));
        if (!first.isValid() || !last.isValid())
            continue;
        const TextRange range{first.position(), last.position() + last.length() - 1};
        if (!lines.isEmpty() && range.begin <= lines.last().end)
            lines.last().end = std::max(lines.last().end, range.end);
        else
            lines.append(range);
    }
    return lines;
}

bool CodeEditor::showsValues() const
{
    // Whoever edits a line sees the line.
    if (m_marks.values.isEmpty())
        return false;
    const QList<TextRange> lines = linesWithValues();
    const int caret = textCursor().position();
    return !hasFocus() || std::none_of(lines.begin(), lines.end(), [caret](const TextRange& line) {
        return line.begin <= caret && caret <= line.end;
    });
}

QList<QTextLayout::FormatRange> CodeEditor::formatsOf(const SubstitutedCode& code) const
{
    QList<QTextLayout::FormatRange> formats;
    for (const SubstitutedCode::Piece& piece : code.pieces) {
        if (piece.substitution >= 0) {
            const Substitution& value = m_marks.values[piece.substitution];
            QTextCharFormat format;
            format.setForeground(value.isGradient ? m_look.theme.gradient : m_look.theme.text);
            format.setFontWeight(value.isNow ? QFont::Bold : QFont::Normal);
            formats.append({piece.shown.begin, piece.shown.end - piece.shown.begin, format});
            continue;
        }
        for (QTextBlock block = document()->findBlock(piece.source.begin);
             block.isValid() && block.position() < piece.source.end; block = block.next()) {
            for (const QTextLayout::FormatRange& colour : block.layout()->formats()) {
                const int begin = std::max(block.position() + colour.start, piece.source.begin);
                const int end =
                    std::min(block.position() + colour.start + colour.length, piece.source.end);
                if (begin < end)
                    formats.append({piece.shown.begin + begin - piece.source.begin, end - begin,
                                    colour.format});
            }
        }
    }
    return formats;
}

void CodeEditor::paintValues(QPainter& painter) const
{
    const QString code = text();
    const qreal margin = document()->documentMargin();
    for (const TextRange& lines : linesWithValues()) {
        const QTextBlock first = document()->findBlock(lines.begin);
        const QTextBlock last = document()->findBlock(lines.end);
        QRectF area = blockBoundingGeometry(first).translated(contentOffset());
        area.setBottom(blockBoundingGeometry(last).translated(contentOffset()).bottom());
        if (!last.next().isValid())
            area.setBottom(area.bottom() - margin);
        area.setRight(viewport()->width());

        const qreal indent =
            QFontMetricsF(font()).horizontalAdvance(u' ') * HangingLayout::columns(first.text());
        SubstitutedCode shown;
        QTextLayout layout;
        for (const int longest : {32, 18, 10, 5}) { // it must fit where the code stands
            shown = substituted(code, lines, m_marks.values, longest);
            layout.clearLayout();
            layout.setText(QString(shown.text).replace(u'\n', QChar::LineSeparator));
            layout.setFont(font());
            layout.setFormats(formatsOf(shown));
            QTextOption option;
            option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
            layout.setTextOption(option);
            if (layOut(layout, area.width() - 2 * margin, indent) <= area.height() + 1)
                break;
        }
        painter.save();
        painter.setClipRect(area);
        painter.fillRect(area, m_look.theme.surface);
        const bool isCurrent =
            first.blockNumber() <= m_marks.currentLine && m_marks.currentLine <= last.blockNumber();
        if (isCurrent)
            painter.fillRect(area, m_look.theme.currentSoft);
        const QPointF origin(margin + contentOffset().x(), area.top());
        paintValueBoxes(painter, layout, shown, origin);
        layout.draw(&painter, origin);
        painter.restore();
    }
}

void CodeEditor::paintValueBoxes(QPainter& painter, const QTextLayout& layout,
                                 const SubstitutedCode& shown, QPointF origin) const
{
    for (const SubstitutedCode::Piece& piece : shown.pieces) {
        if (piece.substitution < 0)
            continue;
        const Substitution& value = m_marks.values[piece.substitution];
        const QColor ink = value.isGradient ? m_look.theme.gradient
            : value.isNow                   ? m_look.theme.current
                                            : m_look.theme.forward;
        painter.setPen(
            QPen(ink, value.isNow ? 1.8 : 1, value.isGradient ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(value.isGradient  ? m_look.theme.gradientSoft
                             : value.isNow ? m_look.theme.surface
                                           : m_look.theme.forwardSoft);
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            const int from = std::max(piece.shown.begin, line.textStart());
            const int to = std::min(piece.shown.end, line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal left = line.cursorToX(from);
            const QRectF box(origin.x() + left, origin.y() + line.y() + 0.8,
                             line.cursorToX(to) - left, line.height() - 1.6);
            painter.drawRoundedRect(box.adjusted(-1.5, 0, 1.5, 0), 3, 3);
        }
    }
}

} // namespace ui
