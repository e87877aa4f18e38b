#pragma once

#include <QPlainTextDocumentLayout>

namespace ui {

/// Plain text whose wrapped lines stand further in than where their line begins, so that a line
/// that goes on is not taken for a new one.
class HangingLayout : public QPlainTextDocumentLayout
{
    Q_OBJECT
public:
    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;

    /// By how many columns the rest of a wrapped line stands further in than the editor's left
    /// edge: more than what comes below a line that opens a block.
    static int columns(const QString& line);

    QRectF blockBoundingRect(const QTextBlock& block) const override;

private:
    static qreal hang(const QTextBlock& block, qreal width);
};

} // namespace ui
