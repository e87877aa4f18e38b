#include "ui/notebook/prosedocument.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextList>
#include <QTextTable>

#include <vector>

#include "ui/math/formulaobject.h"
#include "ui/math/mathtypesetter.h"
#include "ui/math/plainmath.h"

namespace ui {
namespace {

qreal headingScale(int level)
{
    switch (level) {
    case 1:
        return 1.6;
    case 2:
        return 1.3;
    case 3:
        return 1.12;
    default:
        return 1.0;
    }
}

QTextCharFormat charFormat(QTextCharFormat format, const QTextBlock& block, const CellLook& look)
{
    const bool code = format.fontFixedPitch()
        || block.blockFormat().hasProperty(QTextFormat::BlockCodeFence)
        || block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage)
        || block.blockFormat().nonBreakableLines();
    const int heading = block.blockFormat().headingLevel();
    const QFont font = code ? look.codeFont() : look.proseFont();
    format.clearProperty(QTextFormat::FontSizeAdjustment);
    format.setFontFamilies(font.families());
    format.setFontPointSize(font.pointSizeF() * (code ? 0.94 : 1.0)
                            * (heading > 0 ? headingScale(heading) : 1.0));
    const bool quoted = block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel) > 0;
    format.setForeground(format.isAnchor() ? look.theme.accent
                             : quoted      ? look.theme.textMuted
                                           : look.theme.text);
    if (heading > 0)
        format.setFontWeight(QFont::Bold);
    if (code && !block.blockFormat().nonBreakableLines())
        format.setBackground(look.theme.surfaceAlt);
    return format;
}

void styleBlock(const QTextBlock& block, const CellLook& look)
{
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const int heading = format.headingLevel();
    const bool code = format.nonBreakableLines();
    format.setLineHeight(heading > 0 || code || cursor.currentTable() ? 118 : 140,
                         QTextBlockFormat::ProportionalHeight);
    const bool first = block.position() == 0;
    if (heading > 0) {
        format.setTopMargin(first ? 0 : look.pixels(heading <= 2 ? 14 : 10));
        format.setBottomMargin(look.pixels(6));
    } else if (code) {
        format.setBackground(look.theme.surfaceAlt);
        format.setTopMargin(0);
        format.setBottomMargin(0);
        format.setLeftMargin(look.pixels(6));
    } else if (cursor.currentTable()) {
        format.setTopMargin(0);
        format.setBottomMargin(0);
    } else if (block.textList()) {
        format.setTopMargin(0);
        format.setBottomMargin(look.pixels(2));
    } else {
        format.setTopMargin(0);
        format.setBottomMargin(look.pixels(7));
    }
    const int quoteLevel = format.intProperty(QTextFormat::BlockQuoteLevel);
    if (quoteLevel > 0)
        format.setLeftMargin(look.pixels(18) * quoteLevel);
    cursor.setBlockFormat(format);

    struct Stretch
    {
        int begin;
        int end;
        QTextCharFormat format;
    };
    std::vector<Stretch> stretches;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        if (!fragment.charFormat().isImageFormat())
            stretches.push_back({fragment.position(), fragment.position() + fragment.length(),
                                 charFormat(fragment.charFormat(), block, look)});
    }
    for (const Stretch& stretch : stretches) {
        cursor.setPosition(stretch.begin);
        cursor.setPosition(stretch.end, QTextCursor::KeepAnchor);
        cursor.setCharFormat(stretch.format);
    }
    cursor.setPosition(block.position());
    cursor.setBlockCharFormat(charFormat(block.charFormat(), block, look));
}

void styleTables(const QTextDocument& document, const CellLook& look)
{
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderBrush(look.theme.border);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderCollapse(true);
        format.setCellPadding(look.pixels(5));
        format.setCellSpacing(0);
        format.setBottomMargin(look.pixels(8));
        table->setFormat(format);
    }
}

void insertPlain(QTextCursor& cursor, const ProseMath::Formula& formula, const CellLook& look)
{
    QTextCharFormat base = cursor.charFormat();
    if (formula.display)
        base.setFontPointSize(look.proseFont().pointSizeF() * 1.15);
    for (const MathRun& run : PlainMath(formula.tex).runs()) {
        QTextCharFormat format = base;
        format.setFontItalic(run.italic);
        if (run.bold)
            format.setFontWeight(QFont::Bold);
        if (run.script == MathRun::Script::Raised)
            format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
        else if (run.script == MathRun::Script::Lowered)
            format.setVerticalAlignment(QTextCharFormat::AlignSubScript);
        QString text = run.text;
        cursor.insertText(text.replace(u'\n', QChar::LineSeparator), format);
    }
}

/// Takes the punctuation on both sides of the cursor out of the text, as far as it is set alike.
FormulaObject::Beside takePunctuation(QTextCursor& cursor)
{
    static const QString opening = QStringLiteral("（【「『《〈“‘([");
    static const QString closing = QStringLiteral("，。、；：！？）】」』》〉”’,.;:!?)]%-");
    constexpr int most = 4;
    FormulaObject::Beside beside;
    const QTextCharFormat format = cursor.charFormat();
    const QString text = cursor.block().text();
    const auto takeIf = [&](const QString& marks, bool before) {
        const int at = cursor.positionInBlock() - (before ? 1 : 0);
        if (at < 0 || at >= text.size())
            return false;
        QTextCursor mark(cursor);
        mark.movePosition(before ? QTextCursor::PreviousCharacter : QTextCursor::NextCharacter,
                          QTextCursor::KeepAnchor);
        const QString character = mark.selectedText();
        mark.setPosition(mark.selectionEnd());
        if (character.size() != 1 || !marks.contains(character) || mark.charFormat() != format)
            return false;
        before ? cursor.deletePreviousChar() : cursor.deleteChar();
        before ? beside.before.prepend(character) : beside.after.append(character);
        return true;
    };
    for (int i = 0; i < most && takeIf(opening, true); ++i) { }
    for (int i = 0; i < most && takeIf(closing, false); ++i) { }
    return beside;
}

void centre(QTextCursor& cursor, const CellLook& look)
{
    QTextBlockFormat centred = cursor.blockFormat();
    centred.setAlignment(Qt::AlignHCenter);
    centred.setTopMargin(look.pixels(4));
    centred.setBottomMargin(look.pixels(10));
    cursor.mergeBlockFormat(centred);
}

/// Leading in proportion would put much space below a line with a tall formula.
void setEvenLeading(QTextCursor& cursor, bool display)
{
    QTextBlockFormat format = cursor.blockFormat();
    if (format.lineHeightType() != QTextBlockFormat::ProportionalHeight)
        return;
    const qreal leading = display
        ? 0
        : QFontMetricsF(cursor.charFormat().font()).height() * (format.lineHeight() / 100 - 1);
    format.setLineHeight(leading, QTextBlockFormat::LineDistanceHeight);
    cursor.setBlockFormat(format);
}

std::vector<ProseMath::Formula> putFormulas(QTextDocument& document, const ProseMath& prose,
                                            const CellLook& look)
{
    std::vector<ProseMath::Formula> missing;
    QTextCursor from(&document);
    for (std::size_t i = 0; i < prose.formulas.size(); ++i) {
        QTextCursor found = document.find(ProseMath::placeholder(static_cast<int>(i)), from,
                                          QTextDocument::FindCaseSensitively);
        if (found.isNull())
            continue;
        const ProseMath::Formula& formula = prose.formulas[i];
        if (formula.display)
            centre(found, look);
        const QTextCharFormat format = found.charFormat();
        found.removeSelectedText();
        found.setCharFormat(format);
        const FormulaPointer typeset =
            look.typesetter ? look.typesetter->typeset(formula.tex, formula.display) : nullptr;
        if (typeset && typeset->isValid()) {
            setEvenLeading(found, formula.display);
            const FormulaObject::Beside beside = takePunctuation(found);
            found.setCharFormat(format);
            FormulaObject::insert(found, typeset, beside);
        } else {
            insertPlain(found, formula, look);
            if (look.typesetter && !typeset)
                missing.push_back(formula);
        }
        from = found;
    }
    return missing;
}

} // namespace

std::vector<ProseMath::Formula> setProse(QTextDocument& document, const QString& markdown,
                                         const CellLook& look)
{
    const ProseMath prose = takeOutMath(markdown);
    document.setUndoRedoEnabled(false);
    document.setDefaultFont(look.proseFont());
    document.setMarkdown(prose.markdown, QTextDocument::MarkdownDialectGitHub);
    document.setDocumentMargin(look.pixels(4));
    document.setIndentWidth(look.pixels(24));
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        styleBlock(block, look);
    styleTables(document, look);
    return putFormulas(document, prose, look);
}

} // namespace ui
