#include "engine/symbolic/symbolname.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <utility>

namespace engine {
namespace {

struct Greek
{
    std::string_view name;
    const char* letter;
};

constexpr std::array<Greek, 22> greekLetters = {{
    {"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"},  {"epsilon", "ε"}, {"eta", "η"},
    {"theta", "θ"}, {"kappa", "κ"}, {"lam", "λ"},   {"lambda", "λ"}, {"lambda_", "λ"}, {"mu", "μ"},
    {"nu", "ν"},    {"xi", "ξ"},    {"rho", "ρ"},   {"sigma", "σ"},  {"tau", "τ"},     {"phi", "φ"},
    {"psi", "ψ"},   {"omega", "ω"}, {"Sigma", "Σ"}, {"Theta", "Θ"},
}};

const Greek* greek(const std::string& name)
{
    const auto found = std::find_if(greekLetters.begin(), greekLetters.end(),
                                    [&](const Greek& letter) { return letter.name == name; });
    return found == greekLetters.end() ? nullptr : &*found;
}

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        // Combining marks U+0300..U+036F are no letters of their own.
        return (byte & 0xC0U) != 0x80U && byte != 0xCCU && byte != 0xCDU;
    }));
}

/// The parts of a program's name: "W_12" is W with index 12, "y_hat" is y under a hat.
struct Parts
{
    std::string base;
    std::string index;
    bool hat = false;
};

Parts partsOf(const std::string& name)
{
    Parts parts{name, {}, false};
    if (name.size() > 4 && name.ends_with("_hat"))
        return {name.substr(0, name.size() - 4), {}, true};
    std::size_t digits = name.size();
    while (digits > 0 && std::isdigit(static_cast<unsigned char>(name[digits - 1])))
        --digits;
    if (digits == 0 || digits == name.size())
        return parts;
    parts.index = name.substr(digits);
    parts.base = name.substr(0, name[digits - 1] == '_' && digits > 1 ? digits - 1 : digits);
    return parts;
}

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text)
        result += c == '_' ? "\\_" : std::string(1, c);
    return result;
}

/// One character where there is one: fonts draw it better.
std::string hatted(const std::string& letter)
{
    static constexpr std::array<std::pair<const char*, const char*>, 8> composed = {{{"y", "ŷ"},
                                                                                     {"a", "â"},
                                                                                     {"c", "ĉ"},
                                                                                     {"e", "ê"},
                                                                                     {"g", "ĝ"},
                                                                                     {"u", "û"},
                                                                                     {"w", "ŵ"},
                                                                                     {"z", "ẑ"}}};
    for (const auto& [plain, hat] : composed) {
        if (letter == plain)
            return hat;
    }
    return letter + "\u0302";
}

} // namespace

std::string superscript(const std::string& digits)
{
    static constexpr std::array<const char*, 10> marks = {"⁰", "¹", "²", "³", "⁴",
                                                          "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string result;
    for (const char c : digits)
        result += c == '-' ? "⁻" : marks[static_cast<std::size_t>(c - '0')];
    return result;
}

std::string subscript(const std::string& digits)
{
    static constexpr std::array<const char*, 10> marks = {"₀", "₁", "₂", "₃", "₄",
                                                          "₅", "₆", "₇", "₈", "₉"};
    std::string result;
    for (const char c : digits)
        result += marks[static_cast<std::size_t>(c - '0')];
    return result;
}

std::string subscriptLetters(const std::string& letters)
{
    static constexpr std::array<const char*, 6> marks = {"ᵢ", "ⱼ", "ₖ", "ₗ", "ₘ", "ₙ"};
    std::string result;
    for (const char letter : letters)
        result += marks[static_cast<std::size_t>(std::min(letter - 'i', 5))];
    return result;
}

bool SymbolName::isWord() const
{
    if (literal)
        return false;
    const Parts parts = partsOf(name);
    return !greek(parts.base) && characters(parts.base) > 1;
}

std::string SymbolName::text() const
{
    if (literal)
        return name + subscriptLetters(index);
    const Parts parts = partsOf(name);
    const Greek* letter = greek(parts.base);
    std::string result = letter ? letter->letter : parts.base;
    if (parts.hat)
        result = hatted(result);
    if (bar)
        result += "\u0304";
    result += subscript(parts.index) + subscriptLetters(index);
    for (int i = 0; i < primes && primes <= 3; ++i)
        result += "′";
    return primes > 3 ? result + "⁽" + superscript(std::to_string(primes)) + "⁾" : result;
}

std::string SymbolName::latex() const
{
    if (literal)
        return (literalLatex.empty() ? name : literalLatex)
            + (index.empty() ? "" : "_{" + index + "}");
    const Parts parts = partsOf(name);
    std::string result;
    if (parts.base == "ŷ" || parts.base == "y\u0302")
        result = "\\hat{y}";
    else if (greek(parts.base) && parts.base != "lam" && parts.base != "lambda_")
        result = "\\" + parts.base;
    else if (greek(parts.base))
        result = "\\lambda";
    else
        result = characters(parts.base) > 1 ? "\\mathrm{" + escaped(parts.base) + "}"
                                            : escaped(parts.base);
    const bool isLong = isWord(); // then the sign is to cover all of it
    if (parts.hat)
        result = (isLong ? "\\widehat{" : "\\hat{") + result + "}";
    if (bar)
        result = (isLong ? "\\overline{" : "\\bar{") + result + "}";
    if (!parts.index.empty() || !index.empty())
        result +=
            "_{" + parts.index + (parts.index.empty() || index.empty() ? "" : ",") + index + "}";
    if (primes > 3)
        return result + "^{(" + std::to_string(primes) + ")}";
    return primes ? result + std::string(static_cast<std::size_t>(primes), '\'') : result;
}

std::string SymbolName::code() const
{
    std::string entry;
    for (const char letter : index)
        entry += (entry.empty() ? "" : ", ") + std::string(1, letter);
    if (!entry.empty())
        entry = "[" + entry + "]";
    if (literal)
        return name + entry;
    std::string result = name;
    if (bar)
        result += "_bar";
    if (primes)
        result += "_before" + (primes > 1 ? std::to_string(primes) : std::string());
    return result + entry;
}

std::string SymbolName::spoken(Language language) const
{
    const bool chinese = language == Language::Chinese;
    const Parts parts = literal ? Parts{name, {}, false} : partsOf(name);
    std::string result = parts.base;
    if (!parts.index.empty())
        result += " " + parts.index;
    if (parts.hat)
        result += chinese ? " 帽" : " hat";
    if (bar)
        result += chinese ? " 的梯度" : " bar";
    if (primes == 1)
        result += chinese ? " 撇" : " prime";
    else if (primes > 1)
        result += (chinese ? " 之前第 " : " before ") + std::to_string(primes);
    for (const char letter : index)
        result += " " + std::string(1, letter);
    return result;
}

} // namespace engine
