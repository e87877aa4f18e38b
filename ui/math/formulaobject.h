#pragma once

#include <QObject>
#include <QTextObjectInterface>

#include "ui/math/formula.h"

class QTextCharFormat;
class QTextCursor;
class QTextDocument;

namespace ui {

/// Formulas in a text document: each is one character, U+FFFC, that stands on the baseline of its
/// line.
class FormulaObject : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    /// Punctuation that must not part from the formula at the end of a line: Qt would break there.
    struct Beside
    {
        QString before;
        QString after;
    };

    /// Inserts the formula, set to go with the cursor's font and in its colour.
    static void insert(QTextCursor& cursor, const FormulaPointer& formula,
                       const Beside& beside = {});
    /// Null when the format is not a formula's.
    static FormulaPointer formulaOf(const QTextFormat& format);

    enum class Writing { Tex, Plain };
    /// The selected text with its formulas as $TeX$ or as plain characters.
    static QString textOf(const QTextCursor& selection, Writing writing);

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    using QObject::QObject;
};

} // namespace ui
