#include "engine/lang/parser.h"

#include <algorithm>
#include <array>

#include "engine/lang/syntaxproblem.h"

namespace engine::lang {

using ast::Expression;
using ast::ExpressionPtr;

bool isKeyword(std::string_view name)
{
    static constexpr std::array<std::string_view, 35> keywords = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return std::find(keywords.begin(), keywords.end(), name) != keywords.end();
}

Parser::Parser(std::string_view source, int cell)
    : m_source(source)
    , m_tokens(tokenize(source, cell, &m_ignoredLines))
{
}

Parser::Parser(std::string_view source, const SourceSpan& expression, int depth)
    : m_source(source)
    , m_tokens(tokenizeExpression(source, expression))
    , m_depth(depth)
{
}

const Token& Parser::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

bool Parser::at(std::string_view text) const
{
    const Token& token = peek();
    return (token.kind == Token::Kind::Operator || token.kind == Token::Kind::Name)
        && token.text == text;
}

bool Parser::accept(std::string_view text)
{
    if (!at(text))
        return false;
    ++m_at;
    return true;
}

const Token& Parser::expect(std::string_view text)
{
    if (!at(text)) {
        if (text == ":" && at("="))
            fail(peek().span, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                 {"`=` gives a name a value; to compare write `==`.",
                  "`=` 是赋值；比较请写 `==`。"});
        if (text == ":")
            fail(peek().span, "invalid syntax",
                 {"A colon `:` is expected here.", "这里应该有一个英文冒号 `:`。"});
        unexpected();
    }
    return m_tokens[m_at++];
}

Token Parser::expectName()
{
    if (peek().kind != Token::Kind::Name)
        unexpected();
    if (isKeyword(peek().text))
        fail(peek().span, "invalid syntax",
             {"`" + peek().text + "` is a word of the language and cannot be a name.",
              "`" + peek().text + "` 是语言的关键字，不能用作名字。"});
    return m_tokens[m_at++];
}

SourceSpan Parser::from(const SourceSpan& begin) const
{
    SourceSpan span = begin;
    span.end = std::max(begin.end, m_at > 0 ? m_tokens[m_at - 1].span.end : begin.end);
    return span;
}

void Parser::fail(const SourceSpan& span, std::string message, BilingualText hint) const
{
    throw SyntaxProblem{std::move(message), std::move(hint), span};
}

void Parser::unexpected() const
{
    const Token& token = peek();
    if (token.kind == Token::Kind::Name
        && (token.text == "async" || token.text == "await" || token.text == "match"))
        fail(
            token.span, "invalid syntax",
            {"`" + token.text + "` is not supported in cells; use plain functions, `if` and loops.",
             "单元格不支持 `" + token.text + "`；请使用普通函数、`if` 和循环。"});
    if (token.kind == Token::Kind::Indent)
        throw SyntaxProblem{
            "unexpected indent",
            {"Remove the blanks at the beginning of this line.", "请删除这一行开头的空格。"},
            token.span,
            "IndentationError"};
    if (token.kind == Token::Kind::End || token.kind == Token::Kind::Newline) {
        fail(token.span, m_source.empty() ? "unexpected EOF while parsing" : "invalid syntax",
             {"Something is missing before the end of the line.", "这一行的末尾缺少内容。"});
    }
    if (token.kind == Token::Kind::Operator && token.text == "=")
        fail(token.span, "invalid syntax",
             {"`=` assigns a name; to compare write `==`.",
              "`=` 是赋值；要比较是否相等，请写 `==`。"});
    std::string found(m_source.substr(static_cast<std::size_t>(token.span.begin),
                                      static_cast<std::size_t>(token.span.end - token.span.begin)));
    if (found.size() > 30)
        found = "...";
    fail(token.span, "invalid syntax",
         {"`" + found + "` does not fit here.", "`" + found + "` 不能出现在这里。"});
}

ExpressionPtr Parser::make(Expression::Kind kind, const SourceSpan& begin,
                           std::vector<ExpressionPtr> children) const
{
    auto expression = std::make_unique<Expression>();
    expression->kind = kind;
    expression->span = from(begin);
    expression->children = std::move(children);
    return expression;
}

} // namespace engine::lang
