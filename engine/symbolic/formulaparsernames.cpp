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

constexpr std::array<std::pair<std::string_view, Op>, 40> functions = {{
    {"asin", Op::Asin},
    {"acos", Op::Acos},
    {"atan", Op::Atan},
    {"arcsin", Op::Asin},
    {"arccos", Op::Acos},
    {"arctan", Op::Atan},
    {"erf", Op::Erf},
    {"negative", Op::Negative},
    {"reciprocal", Op::Reciprocal},
    {"inv", Op::Inverse},
    {"det", Op::Determinant},
    {"trace", Op::Trace},
    {"tr", Op::Trace},
    {"diag", Op::Diag},
    {"reduce_max", Op::ReduceMax},
    {"reduce_min", Op::ReduceMin},
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

bool isOfTwo(const std::string& name)
{
    constexpr std::array names = {"matmul",   "dot",    "multiply", "add",
                                  "subtract", "divide", "pow",      "power"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

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
    if ((name == "ones_like" || name == "zeros_like") && accept("("))
        return m_pool.number(name == "ones_like" ? 1 : 0, m_pool.shape(closed(")")));
    if (name == "ones" || name == "zeros" || name == "reshape" || name == "broadcast_to")
        return shaped(name);
    if (functionNamed(name) || name == "cast" || name == "maximum" || name == "minimum"
        || name == "max" || name == "min" || isOfTwo(name))
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

/// "axis=1", "keepdims=True", "transpose_a=True" among the arguments of a call.
bool FormulaParser::keyword(Keywords& keywords)
{
    const std::size_t before = m_at;
    skipBlanks();
    const std::string name = identifier();
    skipBlanks();
    if (name.empty() || !at(m_text, m_at, "=") || at(m_text, m_at, "==")) {
        m_at = before;
        return false;
    }
    ++m_at;
    skipBlanks();
    if (name == "axis") {
        const bool negative = accept("-");
        std::string digits;
        while (m_at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[m_at])))
            digits += m_text[m_at++];
        if (digits.empty() || digits.size() > 1)
            throw NotUnderstood();
        keywords.axis = negative ? -std::atoi(digits.c_str()) : std::atoi(digits.c_str());
        return true;
    }
    const std::string value = identifier();
    if (value != "True" && value != "False")
        throw NotUnderstood();
    const bool isTrue = value == "True";
    if (name == "keepdims")
        keywords.keepDims = isTrue;
    else if (name == "transpose_a")
        keywords.transposeA = isTrue;
    else if (name == "transpose_b")
        keywords.transposeB = isTrue;
    else
        throw NotUnderstood();
    return true;
}

FormulaId FormulaParser::call(const std::string& function)
{
    std::vector<FormulaId> arguments;
    Keywords keywords;
    if (accept("(")) {
        do {
            if (!arguments.empty() && keyword(keywords))
                continue;
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
    if (function == "cast")
        return arguments[0];
    if (arguments.size() == 2)
        return callOfTwo(function, arguments, keywords);
    const auto op = functionNamed(function);
    if (!op || arguments.size() != 1)
        throw NotUnderstood();
    return callOfOne(*op, arguments[0], keywords);
}

FormulaId FormulaParser::callOfTwo(const std::string& function,
                                   const std::vector<FormulaId>& arguments,
                                   const Keywords& keywords)
{
    const FormulaId first = arguments[0];
    const FormulaId second = arguments[1];
    const auto turned = [&](FormulaId a, bool isTurned) { return isTurned ? transposed(a) : a; };
    if (function == "matmul" || function == "dot")
        return times(turned(first, keywords.transposeA), turned(second, keywords.transposeB),
                     false);
    const auto shape = broadcastShape(m_pool.shape(first), m_pool.shape(second));
    if (!shape)
        throw NotUnderstood();
    if (function == "maximum" || function == "max")
        return m_pool.apply(Op::Maximum, arguments, *shape);
    if (function == "minimum" || function == "min")
        return m_pool.apply(Op::Minimum, arguments, *shape);
    if (function == "multiply")
        return m_pool.product(arguments);
    if (function == "add")
        return m_pool.sum(arguments);
    if (function == "subtract")
        return m_pool.difference(first, second);
    if (function == "divide")
        return m_pool.quotient(first, second);
    if (function == "pow" || function == "power")
        return m_pool.power(first, second);
    throw NotUnderstood();
}

FormulaId FormulaParser::callOfOne(Op op, FormulaId inner, const Keywords& keywords)
{
    const Shape shape = m_pool.shape(inner);
    const bool isSquare = shape.rank() == 2 && shape[0] == shape[1];
    const auto axis = [&](int otherwise) {
        const int given = keywords.axis.value_or(otherwise);
        const int counted = given < 0 ? given + shape.rank() : given;
        if (counted < 0 || counted >= shape.rank())
            throw NotUnderstood();
        return counted;
    };
    if (op == Op::Sqrt)
        return m_pool.power(inner, Number::fraction(1, 2));
    if (op == Op::Square)
        return m_pool.power(inner, Number::integer(2));
    if (op == Op::Reciprocal)
        return m_pool.power(inner, Number::integer(-1));
    if (op == Op::Negative)
        return m_pool.negative(inner);
    if (op == Op::Transpose)
        return transposed(inner);
    if (op == Op::ReduceSum || op == Op::ReduceMean || op == Op::Norm || op == Op::ReduceMax
        || op == Op::ReduceMin) {
        ReduceAttributes reduction;
        reduction.keepDims = keywords.keepDims;
        for (int i = 0; i < shape.rank(); ++i) {
            if (!keywords.axis || i == axis(0))
                reduction.axes.push_back(i);
        }
        return m_pool.reduce(op, inner, reduction);
    }
    if (op == Op::Softmax)
        return m_pool.apply(op, {inner}, shape,
                            AxisAttributes{shape.rank() == 0 ? 0 : axis(shape.rank() - 1)});
    if (op == Op::Diag) {
        Shape square = shape;
        if (shape.rank() != 1)
            throw NotUnderstood();
        square.append(shape[0]);
        return m_pool.apply(op, {inner}, square);
    }
    if (op == Op::Inverse || op == Op::Determinant || op == Op::Trace) {
        if (!isSquare)
            throw NotUnderstood();
        return m_pool.apply(op, {inner}, op == Op::Inverse ? shape : Shape{});
    }
    return m_pool.apply(op, {inner}, shape);
}

} // namespace engine
