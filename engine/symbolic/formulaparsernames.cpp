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

} // namespace

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

} // namespace engine
