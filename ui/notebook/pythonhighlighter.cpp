#include "ui/notebook/pythonhighlighter.h"

#include <algorithm>

#include "ui/notebook/pythontokens.h"

namespace ui {
namespace {

QTextCharFormat formatOf(PythonToken::Kind kind, const Theme& theme)
{
    QTextCharFormat format;
    switch (kind) {
    case PythonToken::Kind::Keyword:
        format.setForeground(theme.keyword);
        format.setFontWeight(QFont::Bold);
        break;
    case PythonToken::Kind::Builtin:
        format.setForeground(theme.keyword);
        break;
    case PythonToken::Kind::Number:
        format.setForeground(theme.number);
        break;
    case PythonToken::Kind::String:
        format.setForeground(theme.string);
        break;
    case PythonToken::Kind::Comment:
        format.setForeground(theme.comment);
        break;
    case PythonToken::Kind::Definition:
        format.setForeground(theme.function);
        format.setFontWeight(QFont::Bold);
        break;
    case PythonToken::Kind::Call:
        format.setForeground(theme.function);
        break;
    }
    return format;
}

} // namespace

PythonHighlighter::PythonHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
}

void PythonHighlighter::setTheme(const Theme& theme)
{
    m_theme = theme;
    rehighlight();
}

void PythonHighlighter::highlightBlock(const QString& text)
{
    int state = std::max(previousBlockState(), 0);
    for (const PythonToken& token : pythonTokens(text, state))
        setFormat(token.start, token.length, formatOf(token.kind, m_theme));
    setCurrentBlockState(state);
}

} // namespace ui
