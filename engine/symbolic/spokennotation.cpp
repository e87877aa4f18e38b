#include <array>
#include <cstdlib>

#include "engine/symbolic/notation.h"

namespace engine {
namespace {

constexpr std::array<const char*, 13> numberWords = {"zero", "one",    "two",   "three", "four",
                                                     "five", "six",    "seven", "eight", "nine",
                                                     "ten",  "eleven", "twelve"};

/// As one reads a formula aloud: "two X transpose times open bracket X w minus y close bracket".
class SpokenNotation : public Notation
{
public:
    explicit SpokenNotation(Language language)
        : m_chinese(language == Language::Chinese)
        , m_language(language)
    {
    }

    Written number(const Number& number, const Shape&) override
    {
        const Number::Spelling parts = number.spelling();
        if (!parts.denominator.empty())
            return {m_chinese ? parts.denominator + " 分之 " + parts.whole
                              : spelled(parts.whole) + " over " + spelled(parts.denominator),
                    Written::Power, false, true};
        std::string text = parts.whole.empty() ? "" : spelled(parts.whole);
        if (!parts.base.empty()) {
            text += text.empty() ? "" : say(" times ", " 乘 ");
            text += m_chinese
                ? parts.base + " 的 " + std::to_string(parts.exponent) + " 次方"
                : spelled(parts.base) + " to the power " + spelled(std::to_string(parts.exponent));
        }
        return {text, Written::Atom, false, true};
    }

    Written symbol(const SymbolName& name) override { return {name.spoken(m_language)}; }

    Written sum(const std::vector<SignedTerm>& terms) override
    {
        std::string text;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (i)
                text += terms[i].negative ? say(" minus ", " 减 ") : say(" plus ", " 加 ");
            else if (terms[i].negative)
                text += say("minus ", "负 ");
            text += terms[i].term.strength == Written::Sum ? bracketed(terms[i].term.text)
                                                           : terms[i].term.text;
        }
        return {text, Written::Sum};
    }

    Written product(const std::vector<Written>& factors) override { return row(factors); }
    Written chain(const std::vector<Written>& factors) override { return row(factors); }

    Written quotient(const Written& above, const Written& below) override
    {
        const std::string top = above.strength == Written::Sum ? bracketed(above.text) : above.text;
        const std::string bottom =
            below.strength < Written::Power ? bracketed(below.text) : below.text;
        return {m_chinese ? top + " 除以 " + bottom : top + " over " + bottom, Written::Product};
    }

    Written power(const Written& base, const Written& exponent, const FormulaNode&,
                  const Number* whole) override
    {
        const std::string of = base.strength == Written::Atom ? base.text : bracketed(base.text);
        if (whole && whole->value() == 2)
            return {of + say(" squared", " 的平方"), Written::Power};
        if (whole && whole->value() == 3)
            return {of + say(" cubed", " 的立方"), Written::Power};
        return {m_chinese ? of + " 的 " + exponent.text + " 次方"
                          : of + " to the power " + exponent.text,
                Written::Power};
    }

    Written root(const Written& inner) override
    {
        return {m_chinese ? "根号 " + inner.text : "the square root of " + inner.text,
                Written::Prefix};
    }

    Written transpose(const Written& inner) override
    {
        return {(inner.strength == Written::Atom ? inner.text : bracketed(inner.text))
                    + say(" transpose", " 的转置"),
                Written::Power};
    }

    Written layout(const Written& inner, const FormulaNode&, const Shape&) override
    {
        return inner;
    }

    Written squaredNorm(const Written& inner) override
    {
        return {m_chinese ? inner.text + " 的范数的平方" : "the squared norm of " + inner.text,
                Written::Prefix};
    }

    Written apply(const FormulaNode& node, const std::vector<Written>& parts,
                  const std::vector<Shape>&) override
    {
        const auto comparison = [&](const char* english, const char* chinese) {
            return Written{m_chinese ? "条件 " + parts[0].text + chinese + parts[1].text + " 成立"
                                     : "one where " + parts[0].text + english + parts[1].text,
                           Written::Prefix};
        };
        switch (node.op) {
        case Op::Less:
            return comparison(" is less than ", " 小于 ");
        case Op::LessEqual:
            return comparison(" is at most ", " 不大于 ");
        case Op::Equal:
            return comparison(" equals ", " 等于 ");
        case Op::NotEqual:
            return comparison(" differs from ", " 不等于 ");
        case Op::Greater:
            return comparison(" is greater than ", " 大于 ");
        case Op::GreaterEqual:
            return comparison(" is at least ", " 不小于 ");
        case Op::ReduceSum:
            return of("the sum of ", " 的和", parts);
        case Op::ReduceMean:
            return of("the mean of ", " 的平均值", parts);
        case Op::ReduceMax:
            return of("the maximum of ", " 的最大值", parts);
        case Op::ReduceMin:
            return of("the minimum of ", " 的最小值", parts);
        case Op::Norm:
            return of("the norm of ", " 的范数", parts);
        case Op::Abs:
            return of("the absolute value of ", " 的绝对值", parts);
        case Op::Polygamma: {
            const auto order = std::to_string(
                static_cast<int>(std::get<NumberAttributes>(node.attributes).value));
            return of("derivative number " + order + " of digamma of ", " 的双伽马函数的第 " + order + " 阶导数",
                      parts);
        }
        case Op::BandPart: {
            const auto& band = std::get<BandAttributes>(node.attributes);
            if (band.lower < 0 && band.upper == 0)
                return of("the lower triangle of ", " 的下三角", parts);
            if (band.lower == 0 && band.upper < 0)
                return of("the upper triangle of ", " 的上三角", parts);
            if (band.lower == 0 && band.upper == 0)
                return of("the diagonal of ", " 的对角线", parts);
            return of("a band of ", " 的带状部分", parts);
        }
        case Op::Log:
            return of("the natural logarithm of ", " 的自然对数", parts);
        default: // by the program's own word
            return of(std::string(pythonName(node.op)) + " of ",
                      " 的 " + std::string(pythonName(node.op)), parts);
        }
    }

private:
    std::string say(const char* english, const char* chinese) const
    {
        return m_chinese ? chinese : english;
    }
    std::string spelled(const std::string& digits) const
    {
        if (m_chinese || digits.size() > 2
            || digits.find_first_not_of("0123456789") != std::string::npos)
            return digits;
        const auto value = static_cast<std::size_t>(std::atoi(digits.c_str()));
        return value < numberWords.size() ? numberWords[value] : digits;
    }
    std::string bracketed(const std::string& text) const
    {
        return m_chinese ? "左括号 " + text + " 右括号" : "open bracket " + text + " close bracket";
    }
    Written row(const std::vector<Written>& factors) const
    {
        std::string text;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const bool bracket = factors[i].strength == Written::Sum;
            const bool plain = i > 0 && factors[i].strength == Written::Atom && !bracket
                && (factors[i - 1].strength == Written::Atom);
            if (i)
                text += plain || (i == 1 && factors[0].number && !bracket) ? " "
                                                                           : say(" times ", " 乘 ");
            text += bracket ? bracketed(factors[i].text) : factors[i].text;
        }
        return {text, Written::Product};
    }
    Written of(const std::string& english, const std::string& chinese,
               const std::vector<Written>& parts) const
    {
        std::string text;
        for (const Written& part : parts)
            text += (text.empty() ? "" : say(" and ", " 与 "))
                + (part.strength <= Written::Product ? bracketed(part.text) : part.text);
        return {m_chinese ? text + chinese : english + text, Written::Prefix};
    }

    bool m_chinese;
    Language m_language;
};

} // namespace

std::unique_ptr<Notation> spokenNotation(Language language)
{
    return std::make_unique<SpokenNotation>(language);
}

} // namespace engine
