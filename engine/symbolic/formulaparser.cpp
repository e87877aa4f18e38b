#include "engine/symbolic/formulaparser.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "engine/symbolic/formulasigns.h"

namespace engine {

using namespace formulasigns;

namespace {

/// "4x" of "∂y/∂x = 4x" and of "dy/dx = 4x".
std::string withoutLeftSide(const std::string& text)
{
    const std::size_t equals = text.find('=');
    const std::string left = text.substr(0, equals);
    const std::size_t begin = left.find_first_not_of(' ');
    const bool isDerivative = equals != std::string::npos && begin != std::string::npos
        && (at(left, begin, "∂") || left[begin] == 'd') && left.find('/') != std::string::npos
        && left.find_first_of("<>!(") == std::string::npos;
    return isDerivative ? text.substr(equals + 1) : text;
}

} // namespace

std::optional<FormulaId> FormulaParser::parse(const std::string& text)
{
    constexpr std::size_t longest = 2000;
    if (text.size() > longest)
        return {};
    m_text = withoutLeftSide(text);
    m_at = 0;
    m_depth = 0;
    m_bars = 0;
    try {
        const FormulaId result = sum();
        skipBlanks();
        return m_at == m_text.size() ? std::optional<FormulaId>(result) : std::nullopt;
    } catch (const NotUnderstood&) {
        return {};
    }
}

void FormulaParser::skipBlanks()
{
    while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
        ++m_at;
}

bool FormulaParser::accept(const char* token)
{
    skipBlanks();
    if (!at(m_text, m_at, token))
        return false;
    m_at += std::string_view(token).size();
    return true;
}

FormulaId FormulaParser::added(FormulaId a, FormulaId b)
{
    if (!broadcastShape(m_pool.shape(a), m_pool.shape(b)))
        throw NotUnderstood();
    return m_pool.sum({a, b});
}

FormulaId FormulaParser::sum()
{
    constexpr int deepest = 60;
    if (++m_depth > deepest)
        throw NotUnderstood();
    FormulaId result = term();
    for (;;) {
        if (accept("+"))
            result = added(result, term());
        else if (accept("-") || accept("−"))
            result = added(result, m_pool.negative(term()));
        else
            break;
    }
    --m_depth;
    return result;
}

FormulaId FormulaParser::term()
{
    FormulaId result = factor();
    for (;;) {
        skipBlanks();
        if (at(m_text, m_at, "**"))
            throw NotUnderstood();
        if (accept("*") || accept("⊙"))
            result = times(result, factor(), true);
        else if (accept("@") || accept("·") || accept("×"))
            result = times(result, factor(), false);
        else if (accept("/"))
            result = times(result, m_pool.power(factor(), Number::integer(-1)), true);
        else if (startsFactor())
            result = times(result, power(), false);
        else
            return result;
    }
}

bool FormulaParser::startsFactor()
{
    skipBlanks();
    if (m_at >= m_text.size())
        return false;
    const auto next = static_cast<unsigned char>(m_text[m_at]);
    if (std::isalnum(next) || next == '(' || next == '_' || next == '[')
        return true;
    if (next < 0x80)
        return next == '|' && m_bars == 0;
    const auto isOpening = [&](const char* sign) { return at(m_text, m_at, sign); };
    if (isOpening("√") || isOpening("Σ") || isOpening("∑"))
        return true;
    if (isOpening("‖"))
        return m_bars == 0;
    return std::none_of(signs.begin(), signs.end(), isOpening);
}

FormulaId FormulaParser::factor()
{
    if (accept("-") || accept("−"))
        return m_pool.negative(factor());
    if (accept("+"))
        return factor();
    return power();
}

std::optional<std::int64_t> FormulaParser::superscriptNumber()
{
    std::string digits;
    std::size_t position = m_at;
    if (at(m_text, position, "∘"))
        position += std::string_view("∘").size();
    if (at(m_text, position, "⁻")) {
        digits = "-";
        position += std::string_view("⁻").size();
    }
    for (bool found = true; found;) {
        found = false;
        for (std::size_t digit = 0; digit < superscripts.size() && !found; ++digit) {
            if (at(m_text, position, superscripts[digit])) {
                digits += static_cast<char>('0' + digit);
                position += std::string_view(superscripts[digit]).size();
                found = true;
            }
        }
    }
    if (digits.empty() || digits == "-" || digits.size() > 6)
        return {};
    m_at = position;
    return std::atoll(digits.c_str());
}

FormulaId FormulaParser::power()
{
    FormulaId result = postfix();
    for (;;) {
        const bool isEntrywise = at(m_text, m_at, "∘");
        if (const auto exponent = superscriptNumber()) {
            const Shape shape = m_pool.shape(result);
            if (*exponent == -1 && !isEntrywise && shape.rank() == 2 && shape[0] == shape[1]
                && shape[0] > 1) // A⁻¹
                result = m_pool.apply(Op::Inverse, {result}, shape);
            else
                result = m_pool.power(result, Number::integer(*exponent));
        } else if (accept("**") || accept("^")) {
            const FormulaId raised = factor();
            if (!broadcastShape(m_pool.shape(result), m_pool.shape(raised)))
                throw NotUnderstood();
            result = m_pool.power(result, raised);
        } else {
            return result;
        }
    }
}

FormulaId FormulaParser::postfix()
{
    FormulaId result = atom();
    for (;;) {
        if (at(m_text, m_at, "ᵀ")) {
            m_at += std::string_view("ᵀ").size();
            result = transposed(result);
        } else if (at(m_text, m_at, ".T") || at(m_text, m_at, "^T")) {
            m_at += 2;
            result = transposed(result);
        } else if (m_at < m_text.size() && m_text[m_at] == '[') {
            result = indexed(result);
        } else {
            return result;
        }
    }
}

FormulaId FormulaParser::transposed(FormulaId a)
{
    const Shape shape = m_pool.shape(a);
    if (shape.rank() == 1)
        return m_pool.reshape(a, Shape{1, shape[0]});
    return shape.rank() < 2 ? a : m_pool.transpose(a);
}

FormulaId FormulaParser::indexed(FormulaId a)
{
    const Shape shape = m_pool.shape(a);
    SliceAttributes slice;
    slice.inputShape = shape;
    accept("[");
    do {
        skipBlanks();
        const bool negative = accept("-");
        std::string digits;
        while (m_at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[m_at])))
            digits += m_text[m_at++];
        const int axis = static_cast<int>(slice.axes.size());
        if (digits.empty() || digits.size() > 9 || axis >= shape.rank())
            throw NotUnderstood();
        const std::int64_t index =
            negative ? shape[axis] - std::atoll(digits.c_str()) : std::atoll(digits.c_str());
        if (index < 0 || index >= shape[axis])
            throw NotUnderstood();
        slice.axes.push_back({index, 1, 1, true});
    } while (accept(","));
    if (!accept("]"))
        throw NotUnderstood();
    for (int axis = static_cast<int>(slice.axes.size()); axis < shape.rank(); ++axis) {
        slice.axes.push_back({0, 1, shape[axis], false});
        slice.resultShape.append(shape[axis]);
    }
    return m_pool.apply(Op::Slice, {a}, slice.resultShape, slice);
}

FormulaId FormulaParser::closed(const char* end)
{
    // Between bars, the next bar closes; inside brackets it may open again.
    const int outside = std::exchange(m_bars, *end == ')' ? 0 : 1);
    const FormulaId result = sum();
    m_bars = outside;
    if (!accept(end))
        throw NotUnderstood();
    return result;
}

FormulaId FormulaParser::comparison(FormulaId a)
{
    static constexpr std::array<std::pair<const char*, Op>, 11> comparisons = {{
        {"<=", Op::LessEqual},
        {">=", Op::GreaterEqual},
        {"==", Op::Equal},
        {"!=", Op::NotEqual},
        {"≤", Op::LessEqual},
        {"≥", Op::GreaterEqual},
        {"≠", Op::NotEqual},
        {"<", Op::Less},
        {">", Op::Greater},
        {"=", Op::Equal},
        {"<>", Op::NotEqual},
    }};
    for (const auto& [sign, op] : comparisons) {
        if (!accept(sign))
            continue;
        const FormulaId b = sum();
        const auto shape = broadcastShape(m_pool.shape(a), m_pool.shape(b));
        if (!shape)
            throw NotUnderstood();
        return m_pool.apply(op, {a, b}, *shape);
    }
    return a;
}

FormulaId FormulaParser::atom()
{
    skipBlanks();
    if (m_at >= m_text.size())
        throw NotUnderstood();
    const auto next = static_cast<unsigned char>(m_text[m_at]);
    if (std::isdigit(next) || next == '.')
        return numberLiteral();
    if (accept("("))
        return closed(")");
    if (accept("[")) {
        const FormulaId result = comparison(sum());
        if (!accept("]") || m_pool.node(result).kind != FormulaKind::Apply)
            throw NotUnderstood();
        return result;
    }
    if (accept("|")) {
        const FormulaId inner = closed("|");
        return m_pool.apply(Op::Abs, {inner}, m_pool.shape(inner));
    }
    const auto reduced = [&](Op op, FormulaId inner) {
        ReduceAttributes all;
        for (int axis = 0; axis < m_pool.shape(inner).rank(); ++axis)
            all.axes.push_back(axis);
        return m_pool.reduce(op, inner, all);
    };
    if (accept("‖"))
        return reduced(Op::Norm, closed("‖"));
    if (accept("√"))
        return m_pool.power(postfix(), Number::fraction(1, 2));
    if (accept("Σ") || accept("∑"))
        return reduced(Op::ReduceSum, power());
    return name();
}

/// A product as its operands' shapes allow it: with a scalar, of matrices, entry by entry.
FormulaId FormulaParser::times(FormulaId a, FormulaId b, bool elementwise)
{
    const Shape left = m_pool.shape(a);
    const Shape right = m_pool.shape(b);
    const auto joint = broadcastShape(left, right);
    if (m_pool.isSingle(a) || m_pool.isSingle(b) || (elementwise && joint)) {
        if (!joint)
            throw NotUnderstood();
        return m_pool.product({a, b});
    }
    if (left.rank() == 2 && right.rank() == 2 && left[1] == right[0])
        return m_pool.chain({a, b});
    if (left.rank() == 2 && right.rank() == 1 && left[1] == right[0]) {
        const FormulaId column = m_pool.chain({a, m_pool.reshape(b, Shape{right[0], 1})});
        return m_pool.reshape(column, left[0] == 1 ? Shape{} : Shape{left[0]});
    }
    if (left.rank() == 1 && right.rank() == 2 && right[0] == 1)
        return m_pool.chain({m_pool.reshape(a, Shape{left[0], 1}), b});
    if (!joint)
        throw NotUnderstood();
    return m_pool.product({a, b});
}

} // namespace engine
