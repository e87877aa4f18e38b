#include "ui/notebook/prosemath.h"

#include <QRegularExpression>

namespace ui {
namespace {

/// Where the code that starts at `at` (a run of backticks, or a fence that opens a line) ends; `at`
/// when none starts there.
qsizetype codeEnd(const QString& text, qsizetype at)
{
    const QChar mark = text[at];
    if (mark != u'`' && mark != u'~')
        return at;
    qsizetype length = 0;
    while (at + length < text.size() && text[at + length] == mark)
        ++length;
    const qsizetype lineStart = text.lastIndexOf(u'\n', at - (at > 0 ? 1 : 0)) + 1;
    const bool opensLine = QStringView(text)
                               .mid(at == 0 ? 0 : lineStart, at == 0 ? 0 : at - lineStart)
                               .trimmed()
                               .isEmpty();
    const QString fence(length, mark);
    if (length >= 3 && opensLine) {
        for (qsizetype line = text.indexOf(u'\n', at); line >= 0;
             line = text.indexOf(u'\n', line + 1)) {
            qsizetype end = text.indexOf(u'\n', line + 1);
            if (end < 0)
                end = text.size();
            const QStringView content = QStringView(text).mid(line + 1, end - line - 1).trimmed();
            if (content.startsWith(fence) && content.count(mark) == content.size())
                return end;
        }
        return text.size();
    }
    if (mark != u'`')
        return at + length;
    for (qsizetype close = text.indexOf(fence, at + length); close >= 0;) {
        qsizetype run = 0;
        while (close + run < text.size() && text[close + run] == u'`')
            ++run;
        if (run == length)
            return close + run;
        close = text.indexOf(fence, close + run);
    }
    return at + length;
}

/// Position of the "$" that closes the formula which starts at `start`, or -1.
qsizetype closingDollar(const QString& text, qsizetype start)
{
    if (start >= text.size() || text[start].isSpace() || text[start] == u'$')
        return -1;
    for (qsizetype i = start; i < text.size(); ++i) {
        if (text[i] == u'\\') {
            ++i;
        } else if (text[i] == u'\n' && i + 1 < text.size() && text[i + 1] == u'\n') {
            return -1;
        } else if (text[i] == u'$') {
            const bool digitFollows = i + 1 < text.size() && text[i + 1].isDigit();
            return text[i - 1].isSpace() || digitFollows ? -1 : i;
        }
    }
    return -1;
}

/// Where the environment that starts at `at` ends, such as \begin{align}...\end{align}; `at` when
/// none does.
qsizetype environmentEnd(const QString& text, qsizetype at)
{
    static const QRegularExpression begin(
        QStringLiteral(R"(\\begin\{((?:equation|align|gather|multline|eqnarray)\*?)\})"));
    const QRegularExpressionMatch match = begin.match(
        text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch())
        return at;
    const QString end = QStringLiteral("\\end{%1}").arg(match.captured(1));
    const qsizetype found = text.indexOf(end, match.capturedEnd());
    return found < 0 ? at : found + end.size();
}

bool standsAlone(const QString& text, qsizetype begin, qsizetype end)
{
    const qsizetype lineStart = begin == 0 ? 0 : text.lastIndexOf(u'\n', begin - 1) + 1;
    qsizetype lineEnd = text.indexOf(u'\n', end);
    if (lineEnd < 0)
        lineEnd = text.size();
    return QStringView(text).mid(lineStart, begin - lineStart).trimmed().isEmpty()
        && QStringView(text).mid(end, lineEnd - end).trimmed().isEmpty();
}

} // namespace

QString ProseMath::placeholder(int index)
{
    return QChar(0xe000) + QString::number(index) + QChar(0xe001);
}

ProseMath takeOutMath(const QString& markdown)
{
    ProseMath result;
    const auto take = [&result](const QString& tex, bool display) {
        const QString mark = ProseMath::placeholder(static_cast<int>(result.formulas.size()));
        result.formulas.push_back({tex.trimmed(), display});
        result.markdown += display ? QStringLiteral("\n\n") + mark + QStringLiteral("\n\n") : mark;
    };
    qsizetype i = 0;
    while (i < markdown.size()) {
        const QChar c = markdown[i];
        if (const qsizetype end = c == u'\\' ? environmentEnd(markdown, i) : i; end > i) {
            take(markdown.mid(i, end - i), standsAlone(markdown, i, end));
            i = end;
            continue;
        }
        if (c == u'\\' && i + 1 < markdown.size()) {
            result.markdown += markdown.mid(i, 2);
            i += 2;
            continue;
        }
        if (const qsizetype end = codeEnd(markdown, i); end > i) {
            result.markdown += markdown.mid(i, end - i);
            i = end;
            continue;
        }
        if (c == u'$' && markdown.mid(i, 2) == QLatin1String("$$")) {
            const qsizetype close = markdown.indexOf(QLatin1String("$$"), i + 2);
            if (close > i + 2) {
                take(markdown.mid(i + 2, close - i - 2), standsAlone(markdown, i, close + 2));
                i = close + 2;
                continue;
            }
        } else if (c == u'$') {
            const qsizetype close = closingDollar(markdown, i + 1);
            if (close > 0) {
                take(markdown.mid(i + 1, close - i - 1), false);
                i = close + 1;
                continue;
            }
        }
        result.markdown += c;
        ++i;
    }
    return result;
}

} // namespace ui
