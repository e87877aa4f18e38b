#include "ui/math/formulaobject.h"

#include <QAbstractTextDocumentLayout>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

#include <algorithm>
#include <cmath>

Q_DECLARE_METATYPE(ui::FormulaPointer)

namespace ui {
namespace {

constexpr int objectType = QTextFormat::UserObject + 1;
enum Property { FormulaIs = QTextFormat::UserProperty + 1, FontIs, Before, After };

constexpr qreal sideBearing = 1; // pixels on both sides
constexpr qreal smallest = 0.5; // of the right size, to make a wide formula fit the column

/// What is drawn in place of one character, measured.
struct Piece
{
    FormulaPointer formula;
    QFont font;
    qreal em;
    QString before;
    QString after;
    qreal beforeWidth;
    qreal afterWidth;

    explicit Piece(const QTextFormat& format)
        : formula(FormulaObject::formulaOf(format))
        , font(format.property(FontIs).value<QFont>())
        , em(formulaEm(font))
        , before(format.stringProperty(Before))
        , after(format.stringProperty(After))
        , beforeWidth(QFontMetricsF(font).horizontalAdvance(before))
        , afterWidth(QFontMetricsF(font).horizontalAdvance(after))
    {
    }

    /// What the line must have room for. In a table, where a formula often stands alone, at least a
    /// line of text, so that the cells of a row stand on one line.
    qreal ascent(bool inTable) const
    {
        return std::max(formula->height * em, inTable ? QFontMetricsF(font).ascent() : 0);
    }
    qreal descent(bool inTable) const
    {
        return std::max(formula->depth * em, inTable ? QFontMetricsF(font).descent() : 0);
    }
    qreal formulaWidth() const { return formula->width * em + 2 * sideBearing; }
    qreal width() const { return beforeWidth + formulaWidth() + afterWidth; }
    void shrinkTo(qreal available)
    {
        const qreal room = available - beforeWidth - afterWidth;
        em *= std::clamp(room / formulaWidth(), smallest, 1.0);
    }
};

bool isInTable(const QTextBlock& block)
{
    return QTextCursor(block).currentTable() != nullptr;
}

qreal lineWidth(const QTextDocument& document, int position)
{
    const QTextBlock block = document.findBlock(position);
    const QTextBlockFormat format = block.blockFormat();
    const int indent =
        format.indent() + (block.textList() ? block.textList()->format().indent() : 0);
    const qreal width = document.textWidth() - 2 * document.documentMargin() - format.leftMargin()
        - format.rightMargin() - indent * document.indentWidth();
    return document.textWidth() > 0 ? width : 1e6;
}

/// Qt places an object of height h, aligned to the middle, with the ascent (h + x/2)/2, where x is
/// the x-height of its font. A font is chosen such that x/2 is what the ascent has more than the
/// descent.
QFont fontForBaseline(const QFont& font, qreal ascent, qreal descent)
{
    const qreal xHeightOfPixel = QFontMetricsF(font).xHeight() / QFontInfo(font).pixelSize();
    QFont result = font;
    result.setPixelSize(std::max(1, qRound(2 * (ascent - descent) / xHeightOfPixel)));
    return result;
}

qreal heightFor(const QFont& objectFont, qreal ascent, qreal descent)
{
    const qreal halfX = QFontMetrics(objectFont).xHeight() / 2.0;
    return std::max(2 * ascent - halfX, 2 * descent + halfX);
}

} // namespace

void FormulaObject::insert(QTextCursor& cursor, const FormulaPointer& formula, const Beside& beside)
{
    QAbstractTextDocumentLayout* layout = cursor.document()->documentLayout();
    if (!layout->handlerForObject(objectType))
        layout->registerHandler(objectType, new FormulaObject(layout));

    QTextCharFormat format = cursor.charFormat();
    format.setProperty(FontIs, format.font());
    format.setProperty(FormulaIs, QVariant::fromValue(formula));
    format.setProperty(Before, beside.before);
    format.setProperty(After, beside.after);
    const Piece piece(format);
    const bool inTable = cursor.currentTable() != nullptr;
    format.setFont(fontForBaseline(piece.font, piece.ascent(inTable), piece.descent(inTable)));
    format.setObjectType(objectType);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

FormulaPointer FormulaObject::formulaOf(const QTextFormat& format)
{
    return format.property(FormulaIs).value<FormulaPointer>();
}

QString FormulaObject::textOf(const QTextCursor& selection, Writing writing)
{
    QString text;
    const QString selected = selection.selectedText();
    QTextCursor at(selection.document());
    for (int i = 0; i < selected.size(); ++i) {
        const QChar c = selected[i];
        if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator) {
            text += u'\n';
            continue;
        }
        if (c == QChar::ObjectReplacementCharacter) {
            at.setPosition(selection.selectionStart() + i + 1);
            const QTextCharFormat format = at.charFormat();
            if (const FormulaPointer formula = formulaOf(format)) {
                const QString mark = formula->display ? QStringLiteral("$$") : QStringLiteral("$");
                text += format.stringProperty(Before)
                    + (writing == Writing::Tex ? mark + formula->tex + mark : formula->plainText)
                    + format.stringProperty(After);
                continue;
            }
        }
        text += c == QChar::Nbsp ? QChar(u' ') : c;
    }
    return text;
}

QSizeF FormulaObject::intrinsicSize(QTextDocument* document, int position,
                                    const QTextFormat& format)
{
    Piece piece(format);
    const bool inTable = isInTable(document->findBlock(position));
    if (!inTable)
        piece.shrinkTo(lineWidth(*document, position));
    const qreal height =
        heightFor(format.toCharFormat().font(), piece.ascent(inTable), piece.descent(inTable));
    return {piece.width(), height};
}

void FormulaObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document,
                               int position, const QTextFormat& format)
{
    Piece piece(format);
    piece.shrinkTo(rect.width());
    const QTextBlock block = document->findBlock(position);
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    if (!line.isValid())
        return;
    // Objects that are aligned to the middle stand in the middle of the line: from there to its
    // baseline.
    const qreal baseline = rect.center().y() - line.height() / 2 + line.ascent()
        + (line.leadingIncluded() ? std::max(0.0, line.leading()) : 0);

    const QBrush brush = format.foreground();
    const QColor color = brush.style() == Qt::NoBrush ? painter->pen().color() : brush.color();
    qreal x = rect.left();
    painter->setPen(color);
    painter->setFont(piece.font);
    painter->drawText(QPointF(x, baseline), piece.before);
    x += piece.beforeWidth + sideBearing;
    paint(*painter, *piece.formula, {x, baseline}, piece.em, color);
    painter->drawText(QPointF(rect.right() - piece.afterWidth, baseline), piece.after);
}

} // namespace ui
