#include "ui/notebook/fittedtextedit.h"

#include <QMimeData>
#include <QPlainTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QWheelEvent>

#include <cmath>

namespace ui {

FittedTextEdit::FittedTextEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document(), &QTextDocument::contentsChanged, this, &FittedTextEdit::fit);
    // Following the cursor, the base class scrolls before fit() has made room for a new line.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value != 0)
            verticalScrollBar()->setValue(0);
    });
}

QString FittedTextEdit::text() const
{
    return document()
        ->toRawText()
        .replace(QChar::ParagraphSeparator, u'\n')
        .replace(QChar::LineSeparator, u'\n');
}

QList<QRectF> FittedTextEdit::rectsOf(int begin, int end) const
{
    QList<QRectF> rects;
    for (QTextBlock block = document()->findBlock(begin);
         block.isValid() && block.position() <= end; block = block.next()) {
        const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
        const QTextLayout* layout = block.layout();
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            const int from = std::max(begin - block.position(), line.textStart());
            const int to = std::min(end - block.position(), line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal left = line.cursorToX(from);
            const qreal right = line.cursorToX(to);
            rects.append(
                QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height()));
        }
    }
    return rects;
}

QSize FittedTextEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), height()};
}

QSize FittedTextEdit::minimumSizeHint() const
{
    return {0, height()};
}

void FittedTextEdit::fit()
{
    if (m_fitting)
        return;
    m_fitting = true;
    qreal contents = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        contents += blockBoundingRect(block).height();
    // The last block's rectangle already has the lower margin.
    int needed = static_cast<int>(std::ceil(contents + document()->documentMargin()));
    if (horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff
        && horizontalScrollBar()->maximum() > 0)
        needed += horizontalScrollBar()->sizeHint().height();
    setFixedHeight(needed);
    m_fitting = false;
}

bool FittedTextEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

void FittedTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void FittedTextEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void FittedTextEdit::showEvent(QShowEvent* event)
{
    QPlainTextEdit::showEvent(event);
    fit();
}

void FittedTextEdit::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    const bool sideways =
        std::abs(delta.x()) > std::abs(delta.y()) && horizontalScrollBar()->maximum() > 0;
    if (sideways && event->modifiers() == Qt::NoModifier)
        QPlainTextEdit::wheelEvent(event);
    else
        event->ignore();
}

} // namespace ui
