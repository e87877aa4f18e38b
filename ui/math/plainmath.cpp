#include "ui/math/plainmath.h"

#include <QStringList>

#include <algorithm>
#include <utility>

#include "ui/math/mathruns.h"
#include "ui/math/mathsymbols.h"

namespace ui {
namespace {

using Runs = std::vector<MathRun>;
using Script = MathRun::Script;

constexpr int deepest = 40; ///< nesting beyond this is shown as it stands

class Reader
{
public:
    explicit Reader(const QString& tex)
        : m_tex(tex)
    {
    }

    Runs all()
    {
        Runs runs;
        while (m_at < m_tex.size()) {
            append(runs, list({}));
            if (m_at < m_tex.size()) // a stray closing brace or \end
                append(runs, {QString(m_tex[m_at++])});
        }
        return runs;
    }

private:
    enum class Last { Nothing, Ordinary, Fraction, Operator, Name };

    bool atEnd() const { return m_at >= m_tex.size(); }
    bool sees(QStringView text) const { return QStringView(m_tex).mid(m_at).startsWith(text); }
    bool skip(QStringView text)
    {
        if (!sees(text))
            return false;
        m_at += text.size();
        return true;
    }
    void skipSpace()
    {
        while (!atEnd() && m_tex[m_at].isSpace())
            ++m_at;
    }

    /// Atoms with their scripts, up to "}", "&", "\\", "\end", "\right" or one of `stop`.
    Runs list(QStringView stop)
    {
        Runs runs;
        const Last outer = m_last;
        m_last = Last::Nothing;
        while (true) {
            skipSpace();
            if (atEnd() || m_tex[m_at] == u'}' || stop.contains(m_tex[m_at])
                || (m_inTable && m_tex[m_at] == u'&') || (m_inTable && sees(u"\\\\"))
                || sees(u"\\end{"))
                break;
            append(runs, atom());
            append(runs, scripts());
        }
        m_last = outer;
        return runs;
    }

    Runs scripts()
    {
        Runs runs;
        while (!atEnd()) {
            if (m_tex[m_at] == u'\'') {
                ++m_at;
                append(runs, {QStringLiteral("′")});
            } else if (m_tex[m_at] == u'^' || m_tex[m_at] == u'_') {
                const bool up = m_tex[m_at++] == u'^';
                append(runs, script(argument(true), up));
            } else {
                break;
            }
        }
        return runs;
    }

    static Runs script(const Runs& inner, bool up)
    {
        const QString text = textOf(inner);
        const QString unicode = up ? raised(text) : lowered(text);
        if (!unicode.isEmpty())
            return upright(unicode);
        Runs runs;
        for (MathRun run : inner) {
            run.script = up ? Script::Raised : Script::Lowered;
            append(runs, run);
        }
        return runs;
    }

    /// A group or a single atom. Scripts and limits are set tight: no spaces round their operators.
    Runs argument(bool tight = false)
    {
        skipSpace();
        if (atEnd())
            return {};
        const bool wasTight = m_tight;
        m_tight = m_tight || tight;
        const Last last = m_last;
        m_last = Last::Nothing;
        Runs runs;
        if (m_tex[m_at] == u'{')
            runs = group();
        else if (m_tex[m_at] != u'}')
            runs = atom();
        m_tight = wasTight;
        m_last = last;
        return runs;
    }

    Runs group()
    {
        ++m_at;
        if (++m_depth > deepest) {
            Runs runs = upright(m_tex.mid(m_at));
            m_at = m_tex.size();
            return runs;
        }
        const bool inTable = std::exchange(m_inTable, false);
        Runs runs = list({});
        m_inTable = inTable;
        skip(u"}");
        --m_depth;
        return runs;
    }

    /// The text between braces as it stands, or the next character.
    QString rawArgument()
    {
        skipSpace();
        if (atEnd())
            return {};
        if (m_tex[m_at] != u'{')
            return QString(m_tex[m_at++]);
        const qsizetype start = ++m_at;
        int depth = 1;
        while (!atEnd() && depth > 0) {
            depth += m_tex[m_at] == u'{' ? 1 : m_tex[m_at] == u'}' ? -1 : 0;
            ++m_at;
        }
        return m_tex.mid(start, m_at - start - (depth == 0 ? 1 : 0));
    }

    Runs atom()
    {
        const QChar c = m_tex[m_at];
        if (c == u'{') {
            const Runs runs = group();
            m_last = Last::Ordinary;
            return runs;
        }
        if (c == u'\\')
            return command();
        ++m_at;
        switch (c.unicode()) {
        case u'+':
            return binary(QStringLiteral("+"));
        case u'-':
            return binary(QStringLiteral("−"));
        case u'*':
            return binary(QStringLiteral("∗"));
        case u'=':
        case u'<':
        case u'>':
            return relation(QString(c));
        case u':':
            return skip(u"=") ? relation(QStringLiteral(":="))
                              : ordinary(upright(QStringLiteral(":")));
        case u',':
        case u';':
            m_last = Last::Operator;
            return upright(m_tight ? QString(c) : QString(c) + QChar(0xa0));
        case u'(':
        case u'[': {
            const bool dotted = m_last == Last::Fraction;
            m_last = Last::Nothing;
            return upright(dotted ? u'·' + QString(c) : QString(c));
        }
        case u'~':
            return upright(QString(QChar(0xa0)));
        case u'^':
        case u'_':
            --m_at; // a script on nothing
            return {};
        default:
            break;
        }
        QString text(c);
        if (c.isHighSurrogate() && !atEnd())
            text += m_tex[m_at++];
        return ordinary(isSlantedLetter(c) ? slanted(text) : upright(text));
    }

    Runs ordinary(Runs runs)
    {
        if (m_last == Last::Name && !runs.empty())
            runs.insert(runs.begin(), MathRun{QString(QChar(0xa0))});
        else if (m_last == Last::Fraction && !runs.empty() && beginsFactor(runs.front().text))
            runs.insert(runs.begin(), MathRun{QStringLiteral("·")});
        m_last = Last::Ordinary;
        return runs;
    }

    /// A factor beside a fraction needs a dot: a/b·c is not a/bc.
    static bool beginsFactor(const QString& text)
    {
        return text.front().isLetterOrNumber() || QStringView(u"√∂∇(").contains(text.front());
    }

    Runs binary(const QString& sign)
    {
        const bool spaced = (m_last == Last::Ordinary || m_last == Last::Fraction) && !m_tight;
        m_last = Last::Operator;
        return upright(spaced ? QChar(0xa0) + sign + QChar(0xa0) : sign);
    }

    Runs relation(const QString& sign)
    {
        const bool leads = m_last == Last::Nothing || m_last == Last::Operator;
        m_last = Last::Operator;
        return upright(m_tight ? sign
                               : (leads ? QString() : QString(QChar(0xa0))) + sign + QChar(0xa0));
    }

    QString commandName()
    {
        const qsizetype start = ++m_at;
        while (!atEnd() && m_tex[m_at].isLetter() && m_tex[m_at].unicode() < 0x80)
            ++m_at;
        if (m_at == start && !atEnd())
            ++m_at;
        return m_tex.mid(start, m_at - start);
    }

    Runs command()
    {
        const QString name = commandName();
        if (const auto symbol = mathSymbol(name))
            return symbolRuns(*symbol);
        if (name == QLatin1String("frac") || name == QLatin1String("dfrac")
            || name == QLatin1String("tfrac"))
            return fraction();
        if (name == QLatin1String("sqrt"))
            return root();
        if (!accentMark(name).isNull())
            return accented(accentMark(name));
        if (name == QLatin1String("left") || name == QLatin1String("right")) {
            skipSpace();
            return skip(u".") || atEnd() ? Runs() : atom();
        }
        if (name == QLatin1String("begin"))
            return environment(rawArgument());
        if (name == QLatin1String("not") && skip(u"="))
            return relation(QStringLiteral("≠"));
        if (name == QLatin1String("text") || name == QLatin1String("textrm")
            || name == QLatin1String("mbox"))
            return ordinary(upright(rawArgument()));
        if (name == QLatin1String("operatorname")) {
            const Runs runs = ordinary(upright(rawArgument()));
            m_last = Last::Name;
            return runs;
        }
        if (name == QLatin1String("mathrm") || name == QLatin1String("mathsf")
            || name == QLatin1String("mathtt"))
            return ordinary(restyled(argument(), false, false));
        if (name == QLatin1String("mathbf") || name == QLatin1String("boldsymbol")
            || name == QLatin1String("bm"))
            return ordinary(restyled(argument(), false, true));
        if (name == QLatin1String("mathbb"))
            return ordinary(upright(doubleStruck(rawArgument())));
        if (name == QLatin1String("mathcal") || name == QLatin1String("mathscr"))
            return ordinary(upright(scriptLetter(rawArgument())));
        if (name == QLatin1String("color") || name == QLatin1String("textcolor")) {
            rawArgument();
            return {};
        }
        if (name == QLatin1String("\\"))
            return upright(QStringLiteral("\n"));
        static const QStringList transparent{"boxed",     "mathrel",    "mathop",
                                             "mathbin",   "underbrace", "overbrace",
                                             "underline", "mathit",     "phantom"};
        if (transparent.contains(name))
            return ordinary(argument());
        return ordinary(upright(name));
    }

    Runs symbolRuns(const MathSymbol& symbol)
    {
        switch (symbol.kind) {
        case MathSymbol::Kind::Letter:
            return ordinary(slanted(symbol.text));
        case MathSymbol::Kind::Ordinary:
        case MathSymbol::Kind::Close:
            return ordinary(upright(symbol.text));
        case MathSymbol::Kind::Name: {
            Runs runs;
            if ((m_last == Last::Ordinary || m_last == Last::Fraction) && !m_tight)
                append(runs, {QString(QChar(0xa0))});
            append(runs, ordinary(upright(symbol.text)));
            m_last = Last::Name;
            return runs;
        }
        case MathSymbol::Kind::Binary:
            return binary(symbol.text);
        case MathSymbol::Kind::Relation:
            return relation(symbol.text);
        case MathSymbol::Kind::Open:
            m_last = Last::Nothing;
            return upright(symbol.text);
        case MathSymbol::Kind::Space:
            return upright(symbol.text);
        }
        return {};
    }

    Runs fraction()
    {
        const Runs top = argument();
        const Runs bottom = argument();
        Runs runs = bracketedIfNeeded(top, false);
        append(runs, {QStringLiteral("/")});
        append(runs, bracketedIfNeeded(bottom, true));
        if (m_last == Last::Ordinary || m_last == Last::Fraction)
            runs.insert(runs.begin(), MathRun{QStringLiteral("·")});
        else
            runs = ordinary(runs);
        m_last = Last::Fraction;
        return runs;
    }

    Runs root()
    {
        Runs runs;
        skipSpace();
        if (skip(u"[")) {
            const Runs degree = list(u"]");
            skip(u"]");
            append(runs, script(degree, true));
        }
        append(runs, {QStringLiteral("√")});
        append(runs, bracketedIfNeeded(argument(), true));
        return ordinary(runs);
    }

    Runs accented(QChar mark)
    {
        Runs runs = argument();
        if (!runs.empty())
            runs.back().text += mark;
        return ordinary(runs);
    }

    static Runs restyled(Runs runs, bool italic, bool bold)
    {
        for (MathRun& run : runs) {
            run.italic = italic;
            run.bold = bold;
        }
        return runs;
    }

    Runs environment(const QString& name)
    {
        struct Brackets
        {
            const char* name;
            const char16_t* open;
            const char16_t* close;
        };
        static constexpr Brackets known[] = {{"bmatrix", u"[", u"]"}, {"pmatrix", u"(", u")"},
                                             {"vmatrix", u"|", u"|"}, {"Bmatrix", u"{", u"}"},
                                             {"cases", u"{ ", u""},   {"matrix", u"", u""},
                                             {"array", u"", u""},     {"smallmatrix", u"", u""}};
        const auto* brackets =
            std::find_if(std::begin(known), std::end(known),
                         [&](const Brackets& b) { return name == QLatin1String(b.name); });
        const bool matrix = brackets != std::end(known);
        if (name == QLatin1String("array"))
            rawArgument();
        Runs runs = upright(matrix ? QString::fromUtf16(brackets->open) : QString());
        const bool outer = std::exchange(m_inTable, true);
        const QString end = QStringLiteral("\\end{") + name + u'}';
        while (!atEnd() && !skip(end)) {
            append(runs, list({}));
            if (skip(u"&"))
                append(runs, {matrix ? QString(QChar(0xa0)) : QString()});
            else if (skip(u"\\\\"))
                append(runs, {matrix ? u';' + QString(QChar(0xa0)) : QStringLiteral("\n")});
            else if (!sees(end))
                break;
        }
        m_inTable = outer;
        append(runs, {matrix ? QString::fromUtf16(brackets->close) : QString()});
        return ordinary(runs);
    }

    const QString& m_tex;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_tight = false;
    bool m_inTable = false;
    Last m_last = Last::Nothing;
};

} // namespace

PlainMath::PlainMath(const QString& tex)
    : m_runs(Reader(tex).all())
{
}

QString PlainMath::text() const
{
    QString text;
    for (std::size_t i = 0; i < m_runs.size();) {
        const Script script = m_runs[i].script;
        QString part;
        for (; i < m_runs.size() && m_runs[i].script == script; ++i)
            part += m_runs[i].text;
        if (script != Script::Normal) {
            if (part.size() > 1)
                part = u'(' + part + u')';
            part.prepend(script == Script::Raised ? u'^' : u'_');
        }
        text += part;
    }
    return text.replace(QChar(0xa0), u' ');
}

} // namespace ui
