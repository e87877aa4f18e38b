#include "ui/notebook/pythontyping.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>
#include <vector>

#include "ui/notebook/pythontokens.h"

namespace ui {
namespace {

int indentOf(const QString& line)
{
    int width = 0;
    while (width < line.size() && line[width] == u' ')
        ++width;
    return width;
}

/// The blocks a selection touches. A selection that ends at the start of a line does not touch that
/// line.
std::vector<QTextBlock> selectedBlocks(const QTextCursor& cursor)
{
    const QTextDocument* document = cursor.document();
    QTextBlock block = document->findBlock(cursor.selectionStart());
    QTextBlock last = document->findBlock(cursor.selectionEnd());
    if (last != block && cursor.selectionEnd() == last.position())
        last = last.previous();
    std::vector<QTextBlock> blocks{block};
    while (block != last) {
        block = block.next();
        blocks.push_back(block);
    }
    return blocks;
}

void insertAt(const QTextBlock& block, int column, const QString& text)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.insertText(text);
}

void removeAt(const QTextBlock& block, int column, int length)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.setPosition(block.position() + column + length, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

/// The line up to the cursor without its comment and trailing blanks.
QString codeBefore(const QTextCursor& cursor)
{
    QString text = cursor.block().text().left(cursor.positionInBlock());
    int state = std::max(cursor.block().previous().userState(), 0);
    for (const PythonToken& token : pythonTokens(text, state)) {
        if (token.kind == PythonToken::Kind::Comment)
            text.truncate(token.start);
    }
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

void breakLine(QTextCursor cursor)
{
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    static const QRegularExpression leaving(
        QStringLiteral("^\\s*(return|pass|break|continue|raise)\\b"));
    const QString code = codeBefore(cursor);
    int width = std::min(indentOf(cursor.block().text()), cursor.positionInBlock());
    const QChar last = code.isEmpty() ? QChar() : code.back();
    if (last == u':' || last == u'(' || last == u'[' || last == u'{')
        width += indentWidth;
    else if (leaving.match(code).hasMatch())
        width = std::max(0, width - indentWidth);
    cursor.insertText(u'\n' + QString(width, u' '));
    cursor.endEditBlock();
}

void indent(QTextCursor cursor)
{
    cursor.beginEditBlock();
    const auto blocks = selectedBlocks(cursor);
    if (cursor.hasSelection() && blocks.size() > 1) {
        for (const QTextBlock& block : blocks) {
            if (!block.text().isEmpty())
                insertAt(block, 0, QString(indentWidth, u' '));
        }
    } else {
        cursor.removeSelectedText();
        cursor.insertText(QString(indentWidth - cursor.positionInBlock() % indentWidth, u' '));
    }
    cursor.endEditBlock();
}

void dedent(QTextCursor cursor)
{
    cursor.beginEditBlock();
    for (const QTextBlock& block : selectedBlocks(cursor)) {
        const int width = indentOf(block.text());
        if (width > 0)
            removeAt(block, 0, (width - 1) % indentWidth + 1);
    }
    cursor.endEditBlock();
}

bool deleteIndent(QTextCursor cursor)
{
    const int column = cursor.positionInBlock();
    if (cursor.hasSelection() || column == 0 || column > indentOf(cursor.block().text()))
        return false;
    removeAt(cursor.block(), column - ((column - 1) % indentWidth + 1),
             (column - 1) % indentWidth + 1);
    return true;
}

void toggleComment(QTextCursor cursor)
{
    std::vector<QTextBlock> blocks = selectedBlocks(cursor);
    if (blocks.size() > 1)
        std::erase_if(blocks,
                      [](const QTextBlock& block) { return block.text().trimmed().isEmpty(); });
    if (blocks.empty())
        return;
    const bool commented = std::all_of(blocks.begin(), blocks.end(), [](const QTextBlock& block) {
        return block.text().trimmed().startsWith(u'#');
    });
    int column = indentOf(blocks.front().text());
    for (const QTextBlock& block : blocks)
        column = std::min(column, indentOf(block.text()));
    cursor.beginEditBlock();
    for (const QTextBlock& block : blocks) {
        if (!commented) {
            insertAt(block, column, QStringLiteral("# "));
            continue;
        }
        const int at = static_cast<int>(block.text().indexOf(u'#'));
        removeAt(block, at, block.text().mid(at + 1).startsWith(u' ') ? 2 : 1);
    }
    cursor.endEditBlock();
}

} // namespace ui
