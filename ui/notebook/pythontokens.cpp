#include "ui/notebook/pythontokens.h"

#include <QSet>

namespace ui {
namespace {

using Kind = PythonToken::Kind;

// A state is 0, or the open triple-quoted string's traits.
enum StringTrait { Open = 1, DoubleQuote = 2, Formatted = 4, RawText = 8 };

const QSet<QString>& keywords()
{
    static const QSet<QString> words{
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return words;
}

const QSet<QString>& builtins()
{
    static const QSet<QString> words{"abs",
                                     "all",
                                     "any",
                                     "bool",
                                     "callable",
                                     "dict",
                                     "dir",
                                     "divmod",
                                     "enumerate",
                                     "filter",
                                     "float",
                                     "format",
                                     "getattr",
                                     "hasattr",
                                     "help",
                                     "id",
                                     "int",
                                     "isinstance",
                                     "iter",
                                     "len",
                                     "list",
                                     "map",
                                     "max",
                                     "min",
                                     "next",
                                     "object",
                                     "pow",
                                     "print",
                                     "range",
                                     "repr",
                                     "reversed",
                                     "round",
                                     "set",
                                     "setattr",
                                     "slice",
                                     "sorted",
                                     "str",
                                     "sum",
                                     "super",
                                     "tuple",
                                     "type",
                                     "zip",
                                     "ArithmeticError",
                                     "Exception",
                                     "IndexError",
                                     "KeyError",
                                     "NameError",
                                     "RuntimeError",
                                     "TypeError",
                                     "ValueError",
                                     "ZeroDivisionError"};
    return words;
}

bool startsName(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool continuesName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isMark();
}

class LineScanner
{
public:
    LineScanner(QStringView line, std::vector<PythonToken>& tokens)
        : m_line(line)
        , m_tokens(tokens)
    {
    }

    /// Scans [from, to) as code; returns the state at the end.
    int code(qsizetype from, qsizetype to)
    {
        bool defines = false;
        qsizetype i = from;
        while (i < to) {
            const QChar c = m_line[i];
            if (c == u'#') {
                add(i, to, Kind::Comment);
                return 0;
            }
            if (c.isDigit() || (c == u'.' && i + 1 < to && m_line[i + 1].isDigit())) {
                i = number(i, to);
            } else if (startsName(c)) {
                const qsizetype end = nameEnd(i, to);
                if (isStringPrefix(m_line.mid(i, end - i)) && end < to && isQuote(m_line[end])) {
                    if (const int state = beginString(i, end, to, i))
                        return state;
                } else {
                    name(i, end, to, defines);
                    i = end;
                }
            } else if (isQuote(c)) {
                if (const int state = beginString(i, i, to, i))
                    return state;
            } else {
                ++i;
            }
        }
        return 0;
    }

    /// Goes on inside a string whose text starts at `from` (its token at `tokenStart`). Sets `end`
    /// behind the closing quotes and returns 0, or returns the state when it stays open.
    int string(qsizetype tokenStart, qsizetype from, qsizetype to, int traits, bool triple,
               qsizetype& end)
    {
        const QChar quote = traits & DoubleQuote ? u'"' : u'\'';
        qsizetype start = tokenStart;
        qsizetype i = from;
        while (i < to) {
            const QChar c = m_line[i];
            if (c == u'\\') {
                i += 2;
            } else if (c == quote && (!triple || closesTriple(i, to, quote))) {
                end = i + (triple ? 3 : 1);
                add(start, end, Kind::String);
                return 0;
            } else if (c == u'{' && (traits & Formatted)) {
                if (i + 1 < to && m_line[i + 1] == u'{') {
                    i += 2;
                    continue;
                }
                const qsizetype close = fieldEnd(i + 1, to, triple ? QChar() : quote);
                add(start, i + 1, Kind::String);
                code(i + 1, formatStart(i + 1, close));
                start = formatStart(i + 1, close);
                i = close;
            } else {
                ++i;
            }
        }
        end = to;
        add(start, to, Kind::String);
        return triple ? traits | Open : 0;
    }

private:
    void add(qsizetype start, qsizetype end, Kind kind)
    {
        if (end > start)
            m_tokens.push_back({static_cast<int>(start), static_cast<int>(end - start), kind});
    }
    static bool isQuote(QChar c) { return c == u'"' || c == u'\''; }
    static bool isStringPrefix(QStringView word)
    {
        static const QSet<QString> prefixes{"r", "u", "b", "f", "br", "rb", "fr", "rf"};
        return word.size() <= 2 && prefixes.contains(word.toString().toLower());
    }
    bool closesTriple(qsizetype i, qsizetype to, QChar quote) const
    {
        return i + 2 < to && m_line[i + 1] == quote && m_line[i + 2] == quote;
    }
    qsizetype nameEnd(qsizetype i, qsizetype to) const
    {
        while (i < to && continuesName(m_line[i]))
            ++i;
        return i;
    }

    int beginString(qsizetype start, qsizetype quoteAt, qsizetype to, qsizetype& next)
    {
        const QChar quote = m_line[quoteAt];
        const bool triple = closesTriple(quoteAt, to, quote);
        int traits = quote == u'"' ? DoubleQuote : 0;
        const QStringView prefix = m_line.mid(start, quoteAt - start);
        if (prefix.contains(u'f', Qt::CaseInsensitive))
            traits |= Formatted;
        if (prefix.contains(u'r', Qt::CaseInsensitive))
            traits |= RawText;
        return string(start, quoteAt + (triple ? 3 : 1), to, traits, triple, next);
    }

    qsizetype number(qsizetype i, qsizetype to)
    {
        const qsizetype start = i;
        const bool prefixed =
            m_line[i] == u'0' && i + 1 < to && QStringView(u"xXoObB").contains(m_line[i + 1]);
        while (i < to) {
            const QChar c = m_line[i];
            const bool signOfExponent = (c == u'+' || c == u'-') && !prefixed && i > start
                && m_line[i - 1].toLower() == u'e' && i + 1 < to && m_line[i + 1].isDigit();
            if (!(c.isLetterOrNumber() || c == u'_' || c == u'.' || signOfExponent))
                break;
            ++i;
        }
        add(start, i, Kind::Number);
        return i;
    }

    void name(qsizetype start, qsizetype end, qsizetype to, bool& defines)
    {
        const QString word = m_line.mid(start, end - start).toString();
        const bool attribute = start > 0 && m_line[start - 1] == u'.';
        qsizetype next = end;
        while (next < to && m_line[next] == u' ')
            ++next;
        const bool called = next < to && m_line[next] == u'(';
        if (!attribute && keywords().contains(word)) {
            add(start, end, Kind::Keyword);
            defines = word == QLatin1String("def") || word == QLatin1String("class");
            return;
        }
        if (defines)
            add(start, end, Kind::Definition);
        else if (!attribute && builtins().contains(word))
            add(start, end, Kind::Builtin);
        else if (called)
            add(start, end, Kind::Call);
        defines = false;
    }

    /// Where the replacement field that starts at `i` ends: at its "}", or where the string or line
    /// ends.
    qsizetype fieldEnd(qsizetype i, qsizetype to, QChar quote) const
    {
        int depth = 0;
        for (; i < to; ++i) {
            const QChar c = m_line[i];
            if (c == quote)
                return i;
            if (c == u'{' || c == u'[' || c == u'(')
                ++depth;
            else if (c == u'}' && depth == 0)
                return i;
            else if (c == u'}' || c == u']' || c == u')')
                --depth;
        }
        return to;
    }

    /// Where the format specification or conversion (":.3f", "!r") begins in the field [from, to).
    qsizetype formatStart(qsizetype from, qsizetype to) const
    {
        int depth = 0;
        for (qsizetype i = from; i < to; ++i) {
            const QChar c = m_line[i];
            if (c == u'{' || c == u'[' || c == u'(')
                ++depth;
            else if (c == u'}' || c == u']' || c == u')')
                --depth;
            else if (depth == 0
                     && (c == u':' || (c == u'!' && !(i + 1 < to && m_line[i + 1] == u'='))))
                return i;
        }
        return to;
    }

    QStringView m_line;
    std::vector<PythonToken>& m_tokens;
};

QChar partnerOf(QChar bracket)
{
    static const QString brackets = QStringLiteral("()[]{}");
    const qsizetype at = brackets.indexOf(bracket);
    return at < 0 ? QChar() : brackets[at ^ 1];
}

} // namespace

std::vector<PythonToken> pythonTokens(QStringView line, int& state)
{
    std::vector<PythonToken> tokens;
    LineScanner scanner(line, tokens);
    qsizetype start = 0;
    if (state > 0) {
        state = scanner.string(0, 0, line.size(), state & ~Open, true, start);
        if (state > 0)
            return tokens;
    }
    state = scanner.code(start, line.size());
    return tokens;
}

std::optional<int> matchingBracket(const QString& text, int position)
{
    if (position < 0 || position >= text.size() || partnerOf(text[position]).isNull())
        return {};
    QString code = text; // with what is in strings and comments blanked out
    int state = 0;
    for (qsizetype start = 0; start <= text.size();) {
        qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            end = text.size();
        for (const PythonToken& token :
             pythonTokens(QStringView(text).mid(start, end - start), state)) {
            if (token.kind == Kind::String || token.kind == Kind::Comment) {
                for (int i = 0; i < token.length; ++i)
                    code[start + token.start + i] = u' ';
            }
        }
        start = end + 1;
    }
    const QChar bracket = code[position];
    const QChar partner = partnerOf(bracket);
    if (partner.isNull())
        return {};
    const int direction = QStringView(u"([{").contains(bracket) ? 1 : -1;
    int depth = 0;
    for (qsizetype i = position; i >= 0 && i < code.size(); i += direction) {
        if (code[i] == bracket)
            ++depth;
        else if (code[i] == partner && --depth == 0)
            return static_cast<int>(i);
    }
    return {};
}

} // namespace ui
