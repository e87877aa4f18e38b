#include "engine/symbolic/formulaparser.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace engine {
namespace {

constexpr std::array<std::pair<std::string_view, Op>, 24> functions = {{
    {"exp", Op::Exp},
    {"log", Op::Log},
    {"ln", Op::Log},
    {"sin", Op::Sin},
    {"cos", Op::Cos},
    {"tan", Op::Tan},
    {"tanh", Op::Tanh},
    {"sinh", Op::Sinh},
    {"cosh", Op::Cosh},
    {"abs", Op::Abs},
    {"sign", Op::Sign},
    {"relu", Op::Relu},
    {"sigmoid", Op::Sigmoid},
    {"σ", Op::Sigmoid},
    {"softplus", Op::Softplus},
    {"sqrt", Op::Sqrt},
    {"square", Op::Square},
    {"sum", Op::ReduceSum},
    {"reduce_sum", Op::ReduceSum},
    {"mean", Op::ReduceMean},
    {"reduce_mean", Op::ReduceMean},
    {"norm", Op::Norm},
    {"transpose", Op::Transpose},
    {"softmax", Op::Softmax},
}};

std::optional<Op> functionNamed(const std::string& name)
{
    const auto found = std::find_if(functions.begin(), functions.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == functions.end() ? std::nullopt : std::optional<Op>(found->second);
}

constexpr std::array<const char*, 10> superscripts = {"⁰", "¹", "²", "³", "⁴",
                                                      "⁵", "⁶", "⁷", "⁸", "⁹"};
constexpr std::array<const char*, 10> subscripts = {"₀", "₁", "₂", "₃", "₄",
                                                    "₅", "₆", "₇", "₈", "₉"};
/// What cannot be part of a name although it is no ASCII.
constexpr std::array<const char*, 20> signs = {"−", "·", "×", "⊙", "ᵀ", "√", "Σ", "∑", "‖", "′",
                                               "⁻", "≥", "≤", "≠", "²", "³", "¹", "⁰", "∘", "∥"};

bool at(const std::string& text, std::size_t position, std::string_view token)
{
    return text.compare(position, token.size(), token) == 0;
}

} // namespace

std::optional<FormulaId> FormulaParser::parse(const std::string& text)
{
    constexpr std::size_t longest = 2000;
    if (text.size() > longest)
        return {};
    m_text = text;
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
        if (const auto exponent = superscriptNumber()) {
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

FormulaId FormulaParser::numberLiteral()
{
    std::size_t end = m_at;
    while (end < m_text.size()
           && (std::isdigit(static_cast<unsigned char>(m_text[end])) || m_text[end] == '.'))
        ++end;
    // 1e-5, but not the e of 2e when e is a name.
    if (end + 1 < m_text.size() && (m_text[end] == 'e' || m_text[end] == 'E')) {
        std::size_t digits = end + 1;
        if (m_text[digits] == '-' || m_text[digits] == '+')
            ++digits;
        if (digits < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[digits]))) {
            end = digits;
            while (end < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[end])))
                ++end;
        }
    }
    const std::string digits = m_text.substr(m_at, end - m_at);
    if (std::count(digits.begin(), digits.end(), '.') > 1 || digits == ".")
        throw NotUnderstood();
    m_at = end;
    return m_pool.number(Number::written(std::strtod(digits.c_str(), nullptr), DType::Float64));
}

std::string FormulaParser::identifier()
{
    std::string name;
    while (m_at < m_text.size()) {
        const auto next = static_cast<unsigned char>(m_text[m_at]);
        if (std::isalnum(next) || next == '_') {
            name += m_text[m_at++];
            continue;
        }
        if (next < 0x80)
            break;
        bool taken = false;
        for (std::size_t digit = 0; digit < subscripts.size() && !taken; ++digit) {
            if (at(m_text, m_at, subscripts[digit])) {
                name += static_cast<char>('0' + digit);
                m_at += std::string_view(subscripts[digit]).size();
                taken = true;
            }
        }
        const auto isHere = [&](const char* sign) { return at(m_text, m_at, sign); };
        if (!taken
            && (std::any_of(signs.begin(), signs.end(), isHere)
                || std::any_of(superscripts.begin(), superscripts.end(), isHere)))
            break;
        if (!taken) {
            do
                name += m_text[m_at++];
            while (m_at < m_text.size()
                   && (static_cast<unsigned char>(m_text[m_at]) & 0xC0U) == 0x80U);
        }
    }
    return name;
}

FormulaId FormulaParser::name()
{
    std::string name = identifier();
    if (name.empty())
        throw NotUnderstood();
    // tf.math.log: the last part says it.
    bool dotted = false;
    while (m_at + 1 < m_text.size() && m_text[m_at] == '.' && !at(m_text, m_at, ".T")
           && std::isalpha(static_cast<unsigned char>(m_text[m_at + 1]))) {
        ++m_at;
        name = identifier();
        dotted = true;
    }
    if (!dotted) {
        if (const auto symbol = m_names(name))
            return *symbol;
    }
    if (name == "ones" || name == "zeros" || name == "reshape" || name == "broadcast_to")
        return shaped(name);
    if (functionNamed(name) || name == "cast" || name == "maximum" || name == "minimum"
        || name == "max" || name == "min" || name == "matmul")
        return call(name);
    return splitName(name);
}

/// "Xw" is X times w when both are names and the whole is none; the longest name first.
FormulaId FormulaParser::splitName(const std::string& name)
{
    for (std::size_t length = name.size() - 1; length > 0; --length) {
        if ((static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
            continue;
        if (!m_names(name.substr(0, length)))
            continue;
        // Go on reading behind the first name; what follows may be a power or a transpose.
        const std::string rest = name.substr(length);
        m_text = rest + m_text.substr(m_at);
        m_at = 0;
        return *m_names(name.substr(0, length));
    }
    throw NotUnderstood();
}

/// tf.ones((2, 3)), tf.reshape(x, (2, 3)) and their like.
FormulaId FormulaParser::shaped(const std::string& function)
{
    const bool filled = function == "ones" || function == "zeros";
    FormulaId inner;
    if (!accept("("))
        throw NotUnderstood();
    if (!filled) {
        inner = sum();
        if (!accept(","))
            throw NotUnderstood();
    }
    const bool round = accept("(");
    if (!round && !accept("["))
        throw NotUnderstood();
    Shape shape;
    for (skipBlanks();
         m_at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[m_at]));
         skipBlanks()) {
        std::string digits;
        while (m_at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[m_at])))
            digits += m_text[m_at++];
        if (digits.size() > 6 || shape.rank() == Shape::maxRank)
            throw NotUnderstood();
        shape.append(std::atoll(digits.c_str()));
        accept(",");
    }
    if (!accept(round ? ")" : "]") || !accept(")"))
        throw NotUnderstood();
    constexpr std::int64_t largest = 1'000'000;
    if (shape.elementCount() > largest)
        throw NotUnderstood();
    if (filled)
        return m_pool.number(function == "ones" ? 1 : 0, shape);
    const bool fits = function == "reshape"
        ? m_pool.shape(inner).elementCount() == shape.elementCount()
        : broadcastShape(m_pool.shape(inner), shape) == shape;
    if (!fits)
        throw NotUnderstood();
    return function == "reshape" ? m_pool.reshape(inner, shape) : m_pool.broadcast(inner, shape);
}

FormulaId FormulaParser::call(const std::string& function)
{
    FormulaId first;
    std::vector<FormulaId> arguments;
    if (accept("(")) {
        do {
            arguments.push_back(comparison(sum()));
            if (function == "cast" && accept(",")) {
                skipBlanks();
                identifier();
                while (accept("."))
                    identifier();
                break;
            }
        } while (accept(","));
        if (!accept(")"))
            throw NotUnderstood();
    } else {
        arguments.push_back(power()); // sin x
    }
    first = arguments[0];
    if (function == "cast")
        return first;
    if (arguments.size() == 2) {
        if (function == "matmul")
            return times(first, arguments[1], false);
        const auto shape = broadcastShape(m_pool.shape(first), m_pool.shape(arguments[1]));
        const bool larger = function == "maximum" || function == "max";
        if (!shape || !(larger || function == "minimum" || function == "min"))
            throw NotUnderstood();
        return m_pool.apply(larger ? Op::Maximum : Op::Minimum, arguments, *shape);
    }
    const auto op = functionNamed(function);
    if (!op || arguments.size() != 1)
        throw NotUnderstood();
    const Shape shape = m_pool.shape(first);
    if (*op == Op::Sqrt)
        return m_pool.power(first, Number::fraction(1, 2));
    if (*op == Op::Square)
        return m_pool.power(first, Number::integer(2));
    if (*op == Op::Transpose)
        return transposed(first);
    if (*op == Op::ReduceSum || *op == Op::ReduceMean || *op == Op::Norm) {
        ReduceAttributes all;
        for (int axis = 0; axis < shape.rank(); ++axis)
            all.axes.push_back(axis);
        return m_pool.reduce(*op, first, all);
    }
    if (*op == Op::Softmax)
        return m_pool.apply(*op, {first}, shape, AxisAttributes{std::max(shape.rank() - 1, 0)});
    return m_pool.apply(*op, {first}, shape);
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
