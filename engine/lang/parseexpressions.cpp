#include <array>

#include "engine/lang/objects.h"
#include "engine/lang/parser.h"

namespace engine::lang {

using ast::Expression;
using ast::ExpressionPtr;
using Kind = ast::Expression::Kind;

class DepthGuard
{
public:
    explicit DepthGuard(Parser& parser)
        : m_parser(parser)
    {
        if (++m_parser.m_depth > 250) {
            parser.fail(parser.peek().span, "too many nested parentheses",
                        {"This expression is nested too deeply.", "这个表达式嵌套得太深。"});
        }
    }
    ~DepthGuard() { --m_parser.m_depth; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

private:
    Parser& m_parser;
};

bool Parser::atEndOfExpression() const
{
    const Token& token = peek();
    if (token.kind == Token::Kind::Newline || token.kind == Token::Kind::End)
        return true;
    static constexpr std::array<std::string_view, 8> ends = {")", "]", "}",  "=",
                                                             ":", ";", "in", "from"};
    for (const std::string_view end : ends)
        if (at(end))
            return true;
    return false;
}

ExpressionPtr Parser::parseExpressionList()
{
    const SourceSpan begin = peek().span;
    if (at("yield"))
        return parseYield();
    ExpressionPtr first = parseStarredOrNamed();
    if (!at(",")) {
        if (first->kind == Kind::Starred && !at("="))
            fail(first->span, "can't use starred expression here");
        return first;
    }
    std::vector<ExpressionPtr> elements;
    elements.push_back(std::move(first));
    while (accept(",")) {
        if (atEndOfExpression())
            break;
        elements.push_back(parseStarredOrNamed());
    }
    return make(Kind::Tuple, begin, std::move(elements));
}

ExpressionPtr Parser::parseTargetList()
{
    const SourceSpan begin = peek().span;
    std::vector<ExpressionPtr> elements;
    bool comma = false;
    do {
        if (at("in"))
            break;
        const SourceSpan start = peek().span;
        if (accept("*")) {
            ExpressionPtr value = parsePostfix();
            elements.push_back(make(Kind::Starred, start));
            elements.back()->children.push_back(std::move(value));
        } else {
            elements.push_back(parsePostfix());
        }
        comma = at(",") || comma;
    } while (accept(","));
    if (!comma && !elements.empty())
        return std::move(elements[0]);
    return make(Kind::Tuple, begin, std::move(elements));
}

ExpressionPtr Parser::parseStarredOrNamed()
{
    const SourceSpan begin = peek().span;
    if (!accept("*"))
        return parseNamed();
    ExpressionPtr value = parseBinary(0);
    return make(Kind::Starred, begin, std::move(value));
}

ExpressionPtr Parser::parseNamed()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr expression = parseTest();
    if (expression->kind == Kind::Name && accept(":=")) {
        ExpressionPtr value = parseTest();
        return make(Kind::Walrus, begin, std::move(expression), std::move(value));
    }
    return expression;
}

ExpressionPtr Parser::parseTest()
{
    const DepthGuard guard(*this);
    if (at("lambda"))
        return parseLambda();
    const SourceSpan begin = peek().span;
    ExpressionPtr then = parseOr();
    if (!accept("if"))
        return then;
    ExpressionPtr condition = parseOr();
    if (!at("else"))
        fail(peek().span, "invalid syntax",
             {"A conditional expression needs its `else`: `a if condition else b`.",
              "条件表达式需要 `else`：`a if 条件 else b`。"});
    ++m_at;
    ExpressionPtr other = parseTest();
    return make(Kind::Conditional, begin, std::move(condition), std::move(then), std::move(other));
}

ExpressionPtr Parser::parseLambda()
{
    const SourceSpan begin = peek().span;
    expect("lambda");
    auto parameters = parseParameters(":", false);
    expect(":");
    ExpressionPtr body = parseTest();
    ExpressionPtr lambda = make(Kind::Lambda, begin);
    lambda->parameters = std::move(parameters);
    lambda->children.push_back(std::move(body));
    return lambda;
}

ExpressionPtr Parser::parseOr()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr first = parseAnd();
    if (!at("or"))
        return first;
    std::vector<ExpressionPtr> children;
    children.push_back(std::move(first));
    while (accept("or"))
        children.push_back(parseAnd());
    return make(Kind::Or, begin, std::move(children));
}

ExpressionPtr Parser::parseAnd()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr first = parseNot();
    if (!at("and"))
        return first;
    std::vector<ExpressionPtr> children;
    children.push_back(std::move(first));
    while (accept("and"))
        children.push_back(parseNot());
    return make(Kind::And, begin, std::move(children));
}

ExpressionPtr Parser::parseNot()
{
    const SourceSpan begin = peek().span;
    if (!accept("not"))
        return parseComparison();
    const DepthGuard guard(*this);
    ExpressionPtr operand = parseNot();
    return make(Kind::Not, begin, std::move(operand));
}

ExpressionPtr Parser::parseComparison()
{
    using C = Expression::Comparison;
    static constexpr std::array<std::pair<std::string_view, C>, 6> symbols = {{
        {"<", C::Less},
        {"<=", C::LessEqual},
        {"==", C::Equal},
        {"!=", C::NotEqual},
        {">", C::Greater},
        {">=", C::GreaterEqual},
    }};
    const SourceSpan begin = peek().span;
    ExpressionPtr first = parseBinary(0);
    std::vector<C> comparisons;
    std::vector<ExpressionPtr> operands;
    while (true) {
        std::optional<C> found;
        for (const auto& [text, comparison] : symbols)
            if (at(text))
                found = comparison;
        if (at("in")) {
            found = C::In;
        } else if (at("not") && peek(1).text == "in") {
            found = C::NotIn;
            ++m_at;
        } else if (at("is")) {
            found = C::Is;
            if (peek(1).kind == Token::Kind::Name && peek(1).text == "not") {
                found = C::IsNot;
                ++m_at;
            }
        }
        if (!found)
            break;
        ++m_at;
        comparisons.push_back(*found);
        operands.push_back(parseBinary(0));
    }
    if (comparisons.empty())
        return first;
    ExpressionPtr result = make(Kind::Compare, begin);
    result->comparisons = std::move(comparisons);
    result->children.push_back(std::move(first));
    for (ExpressionPtr& operand : operands)
        result->children.push_back(std::move(operand));
    return result;
}

ExpressionPtr Parser::parseBinary(int level)
{
    using B = BinaryOperator;
    struct Operator
    {
        int level;
        std::string_view text;
        B op;
    };
    static constexpr std::array<Operator, 12> table = {{
        {0, "|", B::BitOr},
        {1, "^", B::BitXor},
        {2, "&", B::BitAnd},
        {3, "<<", B::ShiftLeft},
        {3, ">>", B::ShiftRight},
        {4, "+", B::Add},
        {4, "-", B::Subtract},
        {5, "*", B::Multiply},
        {5, "/", B::Divide},
        {5, "//", B::FloorDivide},
        {5, "%", B::Modulo},
        {5, "@", B::Matmul},
    }};
    if (level > 5)
        return parseUnary();
    const SourceSpan begin = peek().span;
    ExpressionPtr left = parseBinary(level + 1);
    int chained = 0;
    while (peek().kind == Token::Kind::Operator) {
        const Operator* found = nullptr;
        for (const Operator& candidate : table)
            if (candidate.level == level && peek().text == candidate.text)
                found = &candidate;
        if (found == nullptr)
            break;
        if (++chained > 2000 || ++m_links > mostLinks)
            fail(peek().span, "too many nested parentheses");
        ++m_at;
        ExpressionPtr right = parseBinary(level + 1);
        ExpressionPtr result = make(Kind::Binary, begin);
        result->binary = found->op;
        result->children.push_back(std::move(left));
        result->children.push_back(std::move(right));
        left = std::move(result);
    }
    return left;
}

ExpressionPtr Parser::parseUnary()
{
    const SourceSpan begin = peek().span;
    UnaryOperator op = UnaryOperator::Negative;
    if (at("+"))
        op = UnaryOperator::Positive;
    else if (at("~"))
        op = UnaryOperator::Invert;
    else if (!at("-"))
        return parsePower();
    const DepthGuard guard(*this);
    ++m_at;
    ExpressionPtr operand = parseUnary();
    const Value& number = operand->constant;
    if (op == UnaryOperator::Negative && operand->kind == Kind::Constant
        && (number.isInt() || number.isFloat())) {
        operand->constant =
            number.isInt() ? Value::integer(-number.asInt()) : Value::real(-number.asFloat());
        operand->span = from(begin);
        return operand;
    }
    ExpressionPtr result = make(Kind::Unary, begin);
    result->unary = op;
    result->children.push_back(std::move(operand));
    return result;
}

ExpressionPtr Parser::parsePower()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr base = parsePostfix();
    if (!accept("**"))
        return base;
    const DepthGuard guard(*this);
    ExpressionPtr exponent = parseUnary();
    ExpressionPtr result = make(Kind::Binary, begin);
    result->binary = BinaryOperator::Power;
    result->children.push_back(std::move(base));
    result->children.push_back(std::move(exponent));
    return result;
}

ExpressionPtr Parser::parsePostfix()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr expression = parseAtom();
    int chained = 0;
    while (peek().kind == Token::Kind::Operator) {
        if (++chained > 500 || ++m_links > mostLinks)
            fail(peek().span, "too many nested parentheses");
        ExpressionPtr next;
        if (accept("(")) {
            auto arguments = parseArguments();
            next = make(Kind::Call, begin);
            next->arguments = std::move(arguments);
            next->children.push_back(std::move(expression));
        } else if (accept(".")) {
            std::string name = expectName().text;
            next = make(Kind::Attribute, begin);
            next->name = std::move(name);
            next->children.push_back(std::move(expression));
        } else if (accept("[")) {
            ExpressionPtr index = parseSubscriptIndex();
            expect("]");
            next = make(Kind::Subscript, begin);
            next->children.push_back(std::move(expression));
            next->children.push_back(std::move(index));
        } else {
            break;
        }
        expression = std::move(next);
    }
    return expression;
}

std::vector<ast::Argument> Parser::parseArguments()
{
    using A = ast::Argument;
    std::vector<A> arguments;
    bool keywords = false;
    while (!at(")")) {
        A argument;
        argument.span = peek().span;
        if (accept("*")) {
            argument.kind = A::Kind::Star;
            argument.value = parseTest();
        } else if (accept("**")) {
            argument.kind = A::Kind::DoubleStar;
            keywords = true;
            argument.value = parseTest();
        } else if (peek().kind == Token::Kind::Name && peek(1).kind == Token::Kind::Operator
                   && peek(1).text == "=") {
            argument.kind = A::Kind::Keyword;
            argument.name = expectName().text;
            expect("=");
            keywords = true;
            argument.value = parseTest();
            for (const A& other : arguments)
                if (other.name == argument.name)
                    fail(from(argument.span), "keyword argument repeated");
        } else {
            argument.value = parseNamed();
            if (at("for")) {
                auto parts = parseComprehensionParts();
                ExpressionPtr generator =
                    make(Kind::Generator, argument.span, std::move(argument.value));
                generator->parts = std::move(parts);
                argument.value = std::move(generator);
            } else if (keywords) {
                fail(from(argument.span), "positional argument follows keyword argument",
                     {"Put the arguments without a name first.", "没有名字的参数要写在前面。"});
            }
        }
        argument.span = from(argument.span);
        arguments.push_back(std::move(argument));
        if (!at(")") && !at(","))
            fail(peek().span, "invalid syntax",
                 {"A comma `,` or the closing `)` is missing here.",
                  "这里缺少逗号 `,` 或右括号 `)`。"});
        accept(",");
    }
    expect(")");
    return arguments;
}

ExpressionPtr Parser::parseSubscriptIndex()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr first = parseSlicePart();
    if (!at(","))
        return first;
    std::vector<ExpressionPtr> elements;
    elements.push_back(std::move(first));
    while (accept(",")) {
        if (at("]"))
            break;
        elements.push_back(parseSlicePart());
    }
    return make(Kind::Tuple, begin, std::move(elements));
}

ExpressionPtr Parser::parseSlicePart()
{
    const SourceSpan begin = peek().span;
    ExpressionPtr start;
    if (!at(":"))
        start = parseNamed();
    if (!at(":"))
        return start;
    std::vector<ExpressionPtr> parts;
    parts.push_back(std::move(start));
    while (parts.size() < 3) {
        ExpressionPtr part;
        if (accept(":") && !at(":") && !at("]") && !at(","))
            part = parseTest();
        parts.push_back(std::move(part));
    }
    return make(Kind::Slice, begin, std::move(parts));
}

ExpressionPtr Parser::parseYield()
{
    const SourceSpan begin = peek().span;
    expect("yield");
    const bool whole = accept("from");
    ExpressionPtr value;
    if (whole)
        value = parseTest();
    else if (!atEndOfExpression())
        value = parseExpressionList();
    return make(whole ? Kind::YieldFrom : Kind::Yield, begin, std::move(value));
}

std::vector<ast::ComprehensionPart> Parser::parseComprehensionParts()
{
    std::vector<ast::ComprehensionPart> parts;
    while (accept("for")) {
        ast::ComprehensionPart part;
        part.target = parseTargetList();
        checkTarget(*part.target);
        expect("in");
        part.iterable = parseOr();
        while (accept("if"))
            part.conditions.push_back(parseOr());
        parts.push_back(std::move(part));
        if (parts.size() > 90)
            fail(peek().span, "too many statically nested blocks");
    }
    return parts;
}

} // namespace engine::lang
