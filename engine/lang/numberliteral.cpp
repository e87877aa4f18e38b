#include "engine/lang/numberliteral.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "engine/lang/lexer.h"
#include "engine/lang/parser.h"
#include "engine/lang/syntaxproblem.h"

namespace engine::lang {
namespace {

constexpr int mostDigits = 15; ///< then units can be added without rounding

/// Whether a value may end with this token, so that a minus after it subtracts.
bool endsOperand(const Token& token)
{
    switch (token.kind) {
    case Token::Kind::Number:
    case Token::Kind::String:
        return true;
    case Token::Kind::Name:
        return !isKeyword(token.text) || token.text == "None" || token.text == "True"
            || token.text == "False";
    case Token::Kind::Operator:
        return token.text == ")" || token.text == "]" || token.text == "}";
    case Token::Kind::Newline:
    case Token::Kind::Indent:
    case Token::Kind::Dedent:
    case Token::Kind::End:
        return false;
    }
    return false;
}

bool isOperator(const Token& token, std::string_view text)
{
    return token.kind == Token::Kind::Operator && token.text == text;
}

double powerOfTen(int exponent)
{
    return exponent >= 0 ? std::pow(10.0, exponent) : 1.0 / std::pow(10.0, -exponent);
}

/// The next of 1, 2, 5, 10, 20, ... that is not below `value`.
double roundedUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value * (1 - 1e-12))
            return step * power;
    }
    return 10 * power;
}

std::string inBase(unsigned long long value, int base)
{
    std::string digits(66, '0');
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    digits.resize(static_cast<std::size_t>(end - digits.data()));
    return (base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "") + digits;
}

} // namespace

std::vector<NumberLiteral> numberLiterals(std::string_view source, int cell)
{
    std::vector<Token> tokens;
    try {
        tokens = tokenize(source, cell);
    } catch (const SyntaxProblem&) {
        return {};
    }
    std::vector<NumberLiteral> literals;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind != Token::Kind::Number)
            continue;
        NumberLiteral literal;
        literal.span = token.span;
        const auto text =
            source.substr(static_cast<std::size_t>(token.span.begin),
                          static_cast<std::size_t>(token.span.end - token.span.begin));
        if (const auto number = NumberText::of(text)) {
            literal.value = number->value();
            literal.isFloat = number->isFloat();
        } else {
            continue;
        }
        // A power binds closer than a sign, and so does what follows a dot.
        const bool bindsCloser = i + 1 < tokens.size()
            && (isOperator(tokens[i + 1], "**") || isOperator(tokens[i + 1], "."));
        literal.mayBeNegative = !bindsCloser;
        const bool hasSign = i > 0 && isOperator(tokens[i - 1], "-")
            && tokens[i - 1].span.end == token.span.begin
            && (i == 1 || !endsOperand(tokens[i - 2]));
        if (hasSign && !bindsCloser) {
            literal.span.begin = tokens[i - 1].span.begin;
            literal.value = -literal.value;
        }
        literals.push_back(literal);
    }
    return literals;
}

std::optional<NumberLiteral> numberLiteralAt(std::string_view source, int offset)
{
    for (const NumberLiteral& literal : numberLiterals(source)) {
        if (literal.span.begin <= offset && offset <= literal.span.end)
            return literal;
    }
    return std::nullopt;
}

bool sameButNumbers(std::string_view a, std::string_view b)
{
    const auto without = [](std::string_view source) {
        std::string text(source);
        const std::vector<NumberLiteral> literals = numberLiterals(source);
        for (auto literal = literals.rbegin(); literal != literals.rend(); ++literal)
            text.replace(static_cast<std::size_t>(literal->span.begin),
                         static_cast<std::size_t>(literal->span.end - literal->span.begin), "\0",
                         1);
        return text;
    };
    return a == b || without(a) == without(b);
}

std::optional<NumberText> NumberText::of(std::string_view text)
{
    NumberText number;
    number.m_text = text;
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.size() > 2 && text[0] == '0') {
        const char mark = static_cast<char>(text[1] | 0x20);
        number.m_base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        if (number.m_base != 10)
            text.remove_prefix(2);
    }
    std::string digits;
    bool isPast = false; // the point
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        const bool isDigit = (c >= '0' && c <= '9')
            || (number.m_base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
        if (isDigit) {
            digits += c;
            number.m_decimals += isPast ? 1 : 0;
        } else if (c == '.' && !isPast && number.m_base == 10) {
            isPast = number.m_isFloat = true;
        } else if (c != '_' || digits.empty()) {
            break;
        }
    }
    if (digits.empty() || digits.size() > static_cast<std::size_t>(mostDigits))
        return std::nullopt;
    if (at < text.size()) {
        if ((text[at] | 0x20) != 'e' || number.m_base != 10)
            return std::nullopt;
        number.m_exponent = text.substr(at);
        number.m_isFloat = true;
        const std::size_t first = number.m_exponent.find_first_not_of("+-", 1);
        if (first == std::string::npos || first > 2 || number.m_exponent.size() - first > 3
            || !std::all_of(number.m_exponent.begin() + static_cast<std::ptrdiff_t>(first),
                            number.m_exponent.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return std::nullopt;
    }
    const auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, number.m_digits, number.m_base).ptr != end)
        return std::nullopt;
    if (isNegative)
        number.m_digits = -number.m_digits;
    return number;
}

double NumberText::value() const
{
    if (!m_isFloat)
        return static_cast<double>(m_digits);
    // Read as the cell reads it, not computed: 0.1 is the double nearest to it.
    std::string plain = m_text;
    std::erase(plain, '_');
    double value = 0;
    const char* begin = plain.data() + (plain.starts_with('+') ? 1 : 0);
    std::from_chars(begin, plain.data() + plain.size(), value);
    return value;
}

double NumberText::unit(int finer) const
{
    if (!m_isFloat)
        return 1;
    const int exponent = m_exponent.empty() ? 0 : std::atoi(m_exponent.c_str() + 1);
    return powerOfTen(exponent - m_decimals - finer);
}

std::string NumberText::moved(long long units, int finer, bool mayBeNegative) const
{
    if (units == 0)
        return m_text;
    const int more = m_isFloat ? finer : 0;
    long long scale = 1;
    for (int i = 0; i < more; ++i)
        scale *= 10;
    long long digits = m_digits * scale + units;
    if (!mayBeNegative)
        digits = std::max(digits, 0LL);
    if (digits == m_digits * scale)
        return m_text;
    const std::string sign = digits < 0 ? "-" : "";
    std::string text =
        inBase(static_cast<unsigned long long>(digits < 0 ? -digits : digits), m_base);
    if (!m_isFloat)
        return sign + text;
    const auto decimals = static_cast<std::size_t>(m_decimals + more);
    if (text.size() <= decimals)
        text.insert(0, decimals + 1 - text.size(), '0');
    // "2e-3" has no point and needs none; "3." keeps its own.
    if (decimals > 0 || m_exponent.empty())
        text.insert(text.size() - decimals, ".");
    return sign + text + m_exponent;
}

int dragDigits(const NumberText& number)
{
    if (!number.isFloat())
        return 0;
    // To about a hundredth of the number's size, but no finer than that.
    const double size = std::max(std::abs(number.value()), number.unit());
    int finer = 0;
    while (finer < 2 && number.unit(finer) > size / 20)
        ++finer;
    return finer;
}

SliderRange sliderRange(const NumberText& number, bool mayBeNegative)
{
    const double value = number.value();
    const double size = std::abs(value);
    SliderRange range;
    if (!number.isFloat()) {
        range.high = std::max(10.0, roundedUp(std::max(1.0, 2 * size)));
        range.low = value < 0 ? -range.high : 0;
    } else {
        range.high = size == 0 ? std::max(1.0, 10 * number.unit()) : roundedUp(2 * size);
        // A small positive number is a rate or a tolerance more often than not.
        range.low = value > 0 && size < 0.1 ? 0 : -range.high;
    }
    if (!mayBeNegative)
        range.low = 0;
    while (number.isFloat() && range.finer < 3
           && number.unit(range.finer) > (range.high - range.low) / 150)
        ++range.finer;
    return range;
}

std::optional<std::string> typedNumber(std::string_view typed, const NumberText& before,
                                       bool mayBeNegative)
{
    while (!typed.empty() && typed.front() == ' ')
        typed.remove_prefix(1);
    while (!typed.empty() && typed.back() == ' ')
        typed.remove_suffix(1);
    if (typed.starts_with('+'))
        typed.remove_prefix(1);
    std::string text(typed);
    const std::string minus = "\u2212"; // as the picture writes it
    if (text.starts_with(minus))
        text.replace(0, minus.size(), "-");
    const std::vector<NumberLiteral> literals = numberLiterals(text);
    if (literals.size() != 1 || literals[0].span.begin != 0
        || literals[0].span.end != static_cast<int>(text.size()))
        return std::nullopt;
    if (text.starts_with('-') && !mayBeNegative)
        return std::nullopt;
    if (before.isFloat() && !literals[0].isFloat) {
        if (text.find_first_of("xXoObB") != std::string::npos)
            return std::nullopt;
        text += ".0";
    }
    return text;
}

} // namespace engine::lang
