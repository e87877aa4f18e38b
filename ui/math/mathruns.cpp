#include "ui/math/mathruns.h"

namespace ui {

using Runs = std::vector<MathRun>;
using Script = MathRun::Script;

void append(Runs& runs, const MathRun& run)
{
    if (run.text.isEmpty())
        return;
    if (!runs.empty() && runs.back().italic == run.italic && runs.back().bold == run.bold
        && runs.back().script == run.script)
        runs.back().text += run.text;
    else
        runs.push_back(run);
}

void append(Runs& runs, const Runs& more)
{
    for (const MathRun& run : more)
        append(runs, run);
}

Runs upright(const QString& text)
{
    Runs runs;
    append(runs, {text});
    return runs;
}

Runs slanted(const QString& text)
{
    return {{text, true}};
}

QString textOf(const Runs& runs)
{
    QString text;
    for (const MathRun& run : runs)
        text += run.text;
    return text;
}

bool isSlantedLetter(QChar c)
{
    return c.isLetter() && (c.unicode() < 0x250 || (c.unicode() >= 0x370 && c.unicode() < 0x400));
}

namespace {

/// Letters, with their accents and scripts, that stand side by side: 1 in "∂x", "xᵢ" and "12", 2 in
/// "2b".
int factorCount(const Runs& runs)
{
    int count = 0;
    bool inNumber = false;
    for (const MathRun& run : runs) {
        if (run.script != Script::Normal)
            continue;
        for (const QChar c : run.text) {
            const bool digit = c.isDigit() && c.unicode() < 0x80;
            if (c.isLetter() ? c.unicode() != u'ᵀ' && c.unicode() != u'ⁿ' : digit && !inNumber)
                ++count;
            inNumber = digit || (inNumber && c == u'.');
        }
    }
    return count;
}

bool needsBrackets(const Runs& runs, bool denominator)
{
    const QString text = textOf(runs);
    int depth = 0;
    for (const QChar c : text) {
        if (QStringView(u"([{").contains(c))
            ++depth;
        else if (QStringView(u")]}").contains(c))
            --depth;
        else if (depth == 0 && (QStringView(u"+−±×/=,").contains(c) || c.isSpace()))
            return true;
    }
    if (!denominator || text.startsWith(u'∂'))
        return false;
    const bool differential = text.size() == 2 && text.startsWith(u'd');
    return !differential && factorCount(runs) > 1;
}

Runs bracketed(const Runs& inner)
{
    Runs runs = upright(QStringLiteral("("));
    append(runs, inner);
    append(runs, {QStringLiteral(")")});
    return runs;
}

} // namespace

Runs bracketedIfNeeded(const Runs& runs, bool denominator)
{
    return needsBrackets(runs, denominator) ? bracketed(runs) : runs;
}

} // namespace ui
