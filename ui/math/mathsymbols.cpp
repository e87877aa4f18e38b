#include "ui/math/mathsymbols.h"

#include <QHash>

namespace ui {
namespace {

using Kind = MathSymbol::Kind;

QHash<QString, MathSymbol> makeSymbols()
{
    QHash<QString, MathSymbol> symbols;
    const auto add =
        [&symbols](Kind kind,
                   std::initializer_list<std::pair<const char*, const char16_t*>> entries) {
            for (const auto& [name, text] : entries)
                symbols.insert(QString::fromLatin1(name), {QString::fromUtf16(text), kind});
        };
    add(Kind::Letter, {{"alpha", u"α"},   {"beta", u"β"},       {"gamma", u"γ"},  {"delta", u"δ"},
                       {"epsilon", u"ε"}, {"varepsilon", u"ε"}, {"zeta", u"ζ"},   {"eta", u"η"},
                       {"theta", u"θ"},   {"vartheta", u"ϑ"},   {"iota", u"ι"},   {"kappa", u"κ"},
                       {"lambda", u"λ"},  {"mu", u"μ"},         {"nu", u"ν"},     {"xi", u"ξ"},
                       {"pi", u"π"},      {"rho", u"ρ"},        {"sigma", u"σ"},  {"tau", u"τ"},
                       {"upsilon", u"υ"}, {"phi", u"φ"},        {"varphi", u"φ"}, {"chi", u"χ"},
                       {"psi", u"ψ"},     {"omega", u"ω"},      {"ell", u"ℓ"}});
    add(Kind::Ordinary,
        {{"Gamma", u"Γ"}, {"Delta", u"Δ"},      {"Theta", u"Θ"},   {"Lambda", u"Λ"},
         {"Xi", u"Ξ"},    {"Pi", u"Π"},         {"Sigma", u"Σ"},   {"Phi", u"Φ"},
         {"Psi", u"Ψ"},   {"Omega", u"Ω"},      {"partial", u"∂"}, {"nabla", u"∇"},
         {"infty", u"∞"}, {"forall", u"∀"},     {"exists", u"∃"},  {"emptyset", u"∅"},
         {"top", u"⊤"},   {"bot", u"⊥"},        {"cdots", u"⋯"},   {"ldots", u"…"},
         {"dots", u"…"},  {"vdots", u"⋮"},      {"ddots", u"⋱"},   {"prime", u"′"},
         {"mid", u"|"},   {"vert", u"|"},       {"Vert", u"‖"},    {"|", u"‖"},
         {"lVert", u"‖"}, {"rVert", u"‖"},      {"lvert", u"|"},   {"rvert", u"|"},
         {"%", u"%"},     {"$", u"$"},          {"#", u"#"},       {"&", u"&"},
         {"_", u"_"},     {"backslash", u"\\"}, {"degree", u"°"},  {"neg", u"¬"},
         {"ast", u"∗"},   {"star", u"⋆"},       {"dagger", u"†"}});
    add(Kind::Name,
        {{"log", u"log"}, {"ln", u"ln"},     {"exp", u"exp"},   {"sin", u"sin"},   {"cos", u"cos"},
         {"tan", u"tan"}, {"tanh", u"tanh"}, {"sinh", u"sinh"}, {"cosh", u"cosh"}, {"max", u"max"},
         {"min", u"min"}, {"lim", u"lim"},   {"det", u"det"},   {"arg", u"arg"},   {"dim", u"dim"},
         {"sup", u"sup"}, {"inf", u"inf"},   {"Pr", u"Pr"},     {"sum", u"∑"},     {"prod", u"∏"},
         {"int", u"∫"},   {"oint", u"∮"}});
    add(Kind::Binary,
        {{"times", u"×"},
         {"pm", u"±"},
         {"mp", u"∓"},
         {"div", u"÷"},
         {"odot", u"⊙"},
         {"otimes", u"⊗"},
         {"oplus", u"⊕"},
         {"cup", u"∪"},
         {"cap", u"∩"},
         {"land", u"∧"},
         {"wedge", u"∧"},
         {"lor", u"∨"},
         {"circ", u"∘"},
         {"setminus", u"∖"}});
    add(Kind::Relation,
        {{"le", u"≤"},
         {"leq", u"≤"},
         {"ge", u"≥"},
         {"geq", u"≥"},
         {"ne", u"≠"},
         {"neq", u"≠"},
         {"approx", u"≈"},
         {"equiv", u"≡"},
         {"sim", u"∼"},
         {"simeq", u"≃"},
         {"propto", u"∝"},
         {"in", u"∈"},
         {"notin", u"∉"},
         {"subset", u"⊂"},
         {"subseteq", u"⊆"},
         {"ll", u"≪"},
         {"gg", u"≫"},
         {"to", u"→"},
         {"rightarrow", u"→"},
         {"leftarrow", u"←"},
         {"gets", u"←"},
         {"Rightarrow", u"⇒"},
         {"Leftarrow", u"⇐"},
         {"Leftrightarrow", u"⇔"},
         {"iff", u"⇔"},
         {"implies", u"⇒"},
         {"leftrightarrow", u"↔"},
         {"mapsto", u"↦"},
         {"longrightarrow", u"→"},
         {"xrightarrow", u"→"},
         {"colon", u":"},
         {"triangleq", u"≜"},
         {"perp", u"⊥"}});
    add(Kind::Open,
        {{"{", u"{"},
         {"lbrace", u"{"},
         {"langle", u"⟨"},
         {"lfloor", u"⌊"},
         {"lceil", u"⌈"},
         {"lbrack", u"["}});
    add(Kind::Close,
        {{"}", u"}"},
         {"rbrace", u"}"},
         {"rangle", u"⟩"},
         {"rfloor", u"⌋"},
         {"rceil", u"⌉"},
         {"rbrack", u"]"}});
    add(Kind::Space,
        {{",", u"\u00a0"},
         {":", u"\u00a0"},
         {";", u"\u00a0"},
         {" ", u"\u00a0"},
         {"quad", u"\u2003"},
         {"qquad", u"\u2003\u2003"},
         {"!", u""},
         {"limits", u""},
         {"nolimits", u""},
         {"displaystyle", u""},
         {"textstyle", u""},
         {"hline", u""},
         {"nonumber", u""},
         {"big", u""},
         {"Big", u""},
         {"bigl", u""},
         {"bigr", u""},
         {"Bigl", u""},
         {"Bigr", u""}});
    // The middle dot stands close, as in ȳ·b.
    symbols.insert(QStringLiteral("cdot"), {QStringLiteral("·"), Kind::Ordinary});
    return symbols;
}

QString mapAll(const QString& text, QStringView from, QStringView to)
{
    QString result;
    for (const QChar c : text) {
        const qsizetype at = from.indexOf(c);
        if (at < 0)
            return {};
        result += to[at];
    }
    return result;
}

} // namespace

std::optional<MathSymbol> mathSymbol(const QString& name)
{
    static const QHash<QString, MathSymbol> symbols = makeSymbols();
    const auto found = symbols.constFind(name);
    if (found == symbols.constEnd())
        return {};
    return *found;
}

QChar accentMark(const QString& name)
{
    static const QHash<QString, char16_t> marks{
        {"hat", u'\u0302'},      {"widehat", u'\u0302'}, {"bar", u'\u0304'},
        {"overline", u'\u0304'}, {"dot", u'\u0307'},     {"ddot", u'\u0308'},
        {"vec", u'\u20d7'},      {"tilde", u'\u0303'},   {"widetilde", u'\u0303'}};
    return QChar(marks.value(name, u'\0'));
}

QString raised(const QString& text)
{
    return mapAll(text, u"0123456789+−-()nT⊤′", u"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿᵀᵀ′");
}

QString lowered(const QString& text)
{
    return mapAll(text, u"0123456789+−-()", u"₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎");
}

QString doubleStruck(const QString& letter)
{
    static const QHash<QString, QString> letters{{"R", "ℝ"}, {"N", "ℕ"}, {"Z", "ℤ"}, {"Q", "ℚ"},
                                                 {"C", "ℂ"}, {"P", "ℙ"}, {"E", "𝔼"}};
    return letters.value(letter, letter);
}

QString scriptLetter(const QString& letter)
{
    static const QHash<QString, QString> letters{{"L", "ℒ"}, {"F", "ℱ"}, {"H", "ℋ"}, {"R", "ℛ"},
                                                 {"B", "ℬ"}, {"E", "ℰ"}, {"M", "ℳ"}};
    return letters.value(letter, letter);
}

} // namespace ui
