#include "engine/lang/objects.h"
#include "engine/lang/parser.h"

namespace engine::lang {

using ast::Expression;
using ast::ExpressionPtr;
using Kind = ast::Expression::Kind;

ExpressionPtr Parser::parseAtom()
{
    const Token token = peek();
    if (token.kind == Token::Kind::String)
        return parseStrings();
    if (token.kind == Token::Kind::Number) {
        ++m_at;
        ExpressionPtr number = make(Kind::Constant, token.span);
        number->constant = token.number;
        return number;
    }
    if (token.kind == Token::Kind::Operator) {
        if (at("("))
            return parseParenthesized();
        if (at("["))
            return parseListDisplay();
        if (at("{"))
            return parseBraceDisplay();
        if (accept("...")) {
            ExpressionPtr ellipsis = make(Kind::Constant, token.span);
            ellipsis->constant = makeEllipsis();
            return ellipsis;
        }
        unexpected();
    }
    if (token.kind != Token::Kind::Name)
        unexpected();
    if (token.text == "None" || token.text == "True" || token.text == "False") {
        ++m_at;
        ExpressionPtr constant = make(Kind::Constant, token.span);
        if (token.text != "None")
            constant->constant = Value::boolean(token.text == "True");
        return constant;
    }
    if (isKeyword(token.text))
        unexpected();
    ++m_at;
    ExpressionPtr name = make(Kind::Name, token.span);
    name->name = token.text;
    return name;
}

ExpressionPtr Parser::parseParenthesized()
{
    const SourceSpan begin = peek().span;
    expect("(");
    if (accept(")"))
        return make(Kind::Tuple, begin);
    if (at("yield")) {
        ExpressionPtr value = parseYield();
        expect(")");
        return value;
    }
    ExpressionPtr first = parseStarredOrNamed();
    if (at("for")) {
        auto parts = parseComprehensionParts();
        expect(")");
        ExpressionPtr generator = make(Kind::Generator, begin, std::move(first));
        generator->parts = std::move(parts);
        return generator;
    }
    if (at(")") && first->kind != Kind::Starred) {
        expect(")");
        first->span = from(begin);
        return first;
    }
    std::vector<ExpressionPtr> elements;
    elements.push_back(std::move(first));
    while (accept(",")) {
        if (at(")"))
            break;
        elements.push_back(parseStarredOrNamed());
    }
    if (!at(")"))
        fail(
            peek().span, "invalid syntax",
            {"A comma `,` or the closing `)` is missing here.", "这里缺少逗号 `,` 或右括号 `)`。"});
    expect(")");
    return make(Kind::Tuple, begin, std::move(elements));
}

ExpressionPtr Parser::parseListDisplay()
{
    const SourceSpan begin = peek().span;
    expect("[");
    std::vector<ExpressionPtr> elements;
    while (!at("]")) {
        elements.push_back(parseStarredOrNamed());
        if (at("for") && elements.size() == 1) {
            auto parts = parseComprehensionParts();
            expect("]");
            ExpressionPtr list = make(Kind::ListComprehension, begin, std::move(elements));
            list->parts = std::move(parts);
            return list;
        }
        if (!at("]") && !at(","))
            fail(peek().span, "invalid syntax",
                 {"A comma `,` or the closing `]` is missing here.",
                  "这里缺少逗号 `,` 或右括号 `]`。"});
        accept(",");
    }
    expect("]");
    return make(Kind::List, begin, std::move(elements));
}

ExpressionPtr Parser::parseBraceDisplay()
{
    const SourceSpan begin = peek().span;
    expect("{");
    std::vector<ExpressionPtr> elements;
    bool isDict = at("}");
    std::vector<ast::ComprehensionPart> parts;
    while (!at("}")) {
        if ((isDict || elements.empty()) && accept("**")) {
            isDict = true;
            elements.push_back(nullptr);
            elements.push_back(parseBinary(0));
        } else {
            elements.push_back(parseStarredOrNamed());
            if (elements.size() == 1 && at(":"))
                isDict = true;
            if (isDict) {
                expect(":");
                elements.push_back(parseTest());
            }
        }
        if (at("for") && elements.size() == (isDict ? 2U : 1U)) {
            if (elements[0] == nullptr)
                fail(peek().span, "dict unpacking cannot be used in dict comprehension");
            parts = parseComprehensionParts();
            break;
        }
        if (!at("}") && !at(","))
            fail(peek().span, "invalid syntax",
                 {"A comma `,` or the closing `}` is missing here.",
                  "这里缺少逗号 `,` 或右括号 `}`。"});
        accept(",");
    }
    expect("}");
    Kind kind = isDict ? Kind::Dict : Kind::Set;
    if (!parts.empty())
        kind = isDict ? Kind::DictComprehension : Kind::SetComprehension;
    ExpressionPtr display = make(kind, begin, std::move(elements));
    display->parts = std::move(parts);
    return display;
}

ExpressionPtr Parser::parseStrings()
{
    const SourceSpan begin = peek().span;
    std::vector<ExpressionPtr> parts;
    bool formatted = false;
    while (peek().kind == Token::Kind::String) {
        const Token token = peek();
        ++m_at;
        const bool raw = token.text.find('r') != std::string::npos;
        if (token.text.find('f') != std::string::npos) {
            formatted = true;
            parseFString(token.body, raw, false, parts);
        } else {
            parts.push_back(make(Kind::Constant, token.span));
            parts.back()->constant = makeString(decodeStringBody(m_source, token.body, raw));
        }
    }
    if (formatted) {
        return make(Kind::FString, begin, std::move(parts));
    }
    ExpressionPtr result = make(Kind::Constant, begin);
    std::string text;
    for (const ExpressionPtr& part : parts)
        text += *stringText(part->constant);
    result->constant = makeString(std::move(text));
    return result;
}

void Parser::parseFString(const SourceSpan& body, bool raw, bool isSpecification,
                          std::vector<ExpressionPtr>& parts)
{
    if (++m_depth > 20 && isSpecification)
        fail(body, "f-string: expressions nested too deeply");
    const auto charAt = [this](int at) { return m_source[static_cast<std::size_t>(at)]; };
    std::string literal;
    int literalBegin = body.begin;
    const auto flush = [&](int end) {
        if (end > literalBegin)
            literal += decodeStringBody(m_source, {body.cell, literalBegin, end}, raw);
    };
    const auto emit = [&] {
        if (literal.empty())
            return;
        parts.push_back(std::make_unique<Expression>());
        parts.back()->span = body;
        parts.back()->constant = makeString(std::move(literal));
        literal.clear();
    };
    int at = body.begin;
    while (at < body.end) {
        const char c = charAt(at);
        if (c == '\\' && !raw) {
            const bool named = at + 2 < body.end && charAt(at + 1) == 'N' && charAt(at + 2) == '{';
            if (named)
                fail({body.cell, at, at + 2}, "named unicode escapes are not supported");
            at += 2;
        } else if ((c == '{' || c == '}') && at + 1 < body.end && charAt(at + 1) == c
                   && !isSpecification) {
            flush(at + 1);
            at += 2;
            literalBegin = at;
        } else if (c == '{') {
            flush(at);
            emit();
            at = parseReplacementField(body, at, raw, parts);
            literalBegin = at;
        } else if (c == '}') {
            fail({body.cell, at, at + 1}, "f-string: single '}' is not allowed",
                 {"Write `}}` for a brace that is text.", "要显示花括号本身，请写 `}}`。"});
        } else {
            ++at;
        }
    }
    flush(body.end);
    emit();
    --m_depth;
}

int Parser::parseReplacementField(const SourceSpan& body, int at, bool raw,
                                  std::vector<ExpressionPtr>& parts)
{
    const auto charAt = [&](int i) {
        return i < body.end ? m_source[static_cast<std::size_t>(i)] : '\0';
    };
    const int begin = at++;
    const int expressionBegin = at;
    std::string brackets;
    char quote = '\0';
    for (; at < body.end; ++at) {
        const char c = charAt(at);
        if (c == '\\')
            fail({body.cell, at, at + 1}, "f-string expression part cannot include a backslash");
        if (c == '#' && quote == '\0')
            fail({body.cell, at, at + 1}, "f-string expression part cannot include '#'");
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            brackets += c;
        } else if (!brackets.empty()) {
            if (c == ')' || c == ']' || c == '}')
                brackets.pop_back();
        } else if (c == '}' || c == ':' || (c == '!' && charAt(at + 1) != '=')) {
            break;
        } else if (c == '!' || c == '<' || c == '>' || c == '=') {
            if (charAt(at + 1) == '=')
                ++at;
            else if (c == '=')
                break;
        }
    }
    if (at >= body.end)
        fail({body.cell, begin, begin + 1}, "f-string: expecting '}'",
             {"The `}` that closes this field is missing.", "缺少与它对应的 `}`。"});
    const SourceSpan expressionSpan{body.cell, expressionBegin, at};
    if (m_source
            .substr(static_cast<std::size_t>(expressionBegin),
                    static_cast<std::size_t>(at - expressionBegin))
            .find_first_not_of(" \t\n")
        == std::string_view::npos)
        fail({body.cell, begin, at + 1}, "f-string: empty expression not allowed",
             {"Put an expression between the braces.", "请在花括号中写一个表达式。"});
    Parser inner(m_source, expressionSpan, m_depth);
    auto field = std::make_unique<Expression>();
    field->kind = Kind::FormattedValue;
    field->children.push_back(inner.parseExpressionList());
    if (inner.peek().kind != Token::Kind::End)
        inner.unexpected();
    bool debug = false;
    if (charAt(at) == '=') {
        debug = true;
        ++at;
        while (charAt(at) == ' ')
            ++at;
        parts.push_back(std::make_unique<Expression>());
        parts.back()->span = expressionSpan;
        parts.back()->constant = makeString(
            std::string(m_source.substr(static_cast<std::size_t>(expressionBegin),
                                        static_cast<std::size_t>(at - expressionBegin))));
    }
    if (charAt(at) == '!') {
        field->conversion = charAt(at + 1);
        if (field->conversion != 'r' && field->conversion != 's' && field->conversion != 'a')
            fail({body.cell, at, at + 2},
                 "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        at += 2;
    }
    if (charAt(at) == ':') {
        const int specBegin = ++at;
        for (int depth = 0; at < body.end && (depth > 0 || charAt(at) != '}'); ++at)
            depth += charAt(at) == '{' ? 1 : charAt(at) == '}' ? -1 : 0;
        auto spec = std::make_unique<Expression>();
        spec->kind = Kind::FString;
        spec->span = {body.cell, specBegin, at};
        parseFString(spec->span, raw, true, spec->children);
        field->children.push_back(std::move(spec));
    } else if (debug && field->conversion == 0) {
        field->conversion = 'r';
    }
    if (charAt(at) != '}')
        fail({body.cell, begin, begin + 1}, "f-string: expecting '}'",
             {"The `}` that closes this field is missing.", "缺少与它对应的 `}`。"});
    field->span = {body.cell, begin, at + 1};
    parts.push_back(std::move(field));
    return at + 1;
}

} // namespace engine::lang
