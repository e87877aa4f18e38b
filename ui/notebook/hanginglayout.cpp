#include "ui/notebook/hanginglayout.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace ui {

int HangingLayout::columns(const QString& line)
{
    const auto code = std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; });
    return static_cast<int>(code - line.begin()) + (line.trimmed().endsWith(u':') ? 8 : 4);
}

/// As far as there is room.
qreal HangingLayout::hang(const QTextBlock& block, qreal width)
{
    const QFontMetricsF metrics(block.document()->defaultFont());
    return std::min(columns(block.text()) * metrics.horizontalAdvance(u' '), width / 3);
}

QRectF HangingLayout::blockBoundingRect(const QTextBlock& block) const
{
    const QRectF plain = QPlainTextDocumentLayout::blockBoundingRect(block);
    QTextLayout* const layout = block.layout();
    if (!block.isValid() || layout->lineCount() < 2
        || layout->lineAt(1).position().x() > layout->lineAt(0).position().x())
        return plain;
    const QTextLine first = layout->lineAt(0);
    const qreal left = first.position().x();
    const qreal width = first.width();
    const qreal indent = hang(block, width);
    qreal y = 0;
    layout->beginLayout();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        const qreal further = line.lineNumber() == 0 ? 0 : indent;
        line.setLeadingIncluded(true);
        line.setLineWidth(width - further);
        line.setPosition({left + further, y});
        y += line.height();
    }
    layout->endLayout();
    QTextBlock(block).setLineCount(layout->lineCount());
    return QPlainTextDocumentLayout::blockBoundingRect(block);
}

} // namespace ui
