#include <array>

#include "engine/lang/parser.h"
#include "engine/lang/syntaxproblem.h"

namespace engine::lang {

using ast::Block;
using ast::Expression;
using ast::Statement;
using Kind = ast::Statement::Kind;

namespace {

const std::array<std::pair<std::string_view, BinaryOperator>, 13> augmentedOperators = {{
    {"+=", BinaryOperator::Add},
    {"-=", BinaryOperator::Subtract},
    {"*=", BinaryOperator::Multiply},
    {"/=", BinaryOperator::Divide},
    {"//=", BinaryOperator::FloorDivide},
    {"%=", BinaryOperator::Modulo},
    {"**=", BinaryOperator::Power},
    {"@=", BinaryOperator::Matmul},
    {"&=", BinaryOperator::BitAnd},
    {"|=", BinaryOperator::BitOr},
    {"^=", BinaryOperator::BitXor},
    {"<<=", BinaryOperator::ShiftLeft},
    {">>=", BinaryOperator::ShiftRight},
}};

} // namespace

ast::Module Parser::parseModule()
{
    ast::Module module;
    bool semicolon = false;
    while (peek().kind != Token::Kind::End) {
        const std::size_t before = m_at;
        parseStatement(module.body);
        semicolon = m_at >= 2 && m_at - 2 >= before && m_tokens[m_at - 2].text == ";"
            && m_tokens[m_at - 2].kind == Token::Kind::Operator;
    }
    module.displaysLast =
        !semicolon && !module.body.empty() && module.body.back().kind == Kind::Expression;
    return module;
}

void Parser::parseStatement(Block& block)
{
    static constexpr std::array<std::string_view, 9> compound = {
        "if", "while", "for", "with", "def", "class", "try", "@", "async"};
    for (const std::string_view word : compound) {
        if (at(word)) {
            if (++m_depth > 90)
                fail(peek().span, "too many statically nested blocks");
            block.push_back(parseCompound());
            --m_depth;
            return;
        }
    }
    parseSimpleLine(block);
}

void Parser::parseSimpleLine(Block& block)
{
    do {
        if (peek().kind == Token::Kind::Newline)
            break;
        const SourceSpan begin = peek().span;
        m_links = 0;
        Statement statement = parseSimple();
        statement.span = from(begin);
        statement.header = statement.span;
        block.push_back(std::move(statement));
    } while (accept(";"));
    if (peek().kind != Token::Kind::Newline)
        unexpected();
    ++m_at;
}

Statement Parser::parseSimple()
{
    Statement statement;
    if (accept("pass")) {
        statement.kind = Kind::Pass;
    } else if (accept("break")) {
        statement.kind = Kind::Break;
    } else if (accept("continue")) {
        statement.kind = Kind::Continue;
    } else if (accept("return")) {
        statement.kind = Kind::Return;
        if (!atEndOfExpression())
            statement.value = parseExpressionList();
    } else if (accept("del")) {
        statement.kind = Kind::Delete;
        do {
            if (atEndOfExpression())
                break;
            statement.targets.push_back(parsePostfix());
            checkTarget(*statement.targets.back());
        } while (accept(","));
    } else if (accept("assert")) {
        statement.kind = Kind::Assert;
        statement.value = parseTest();
        if (accept(","))
            statement.extra = parseTest();
    } else if (accept("raise")) {
        statement.kind = Kind::Raise;
        if (!atEndOfExpression())
            statement.value = parseTest();
        if (accept("from"))
            statement.extra = parseTest();
    } else if (at("global") || at("nonlocal")) {
        statement.kind = at("global") ? Kind::Global : Kind::Nonlocal;
        ++m_at;
        do
            statement.names.push_back(expectName().text);
        while (accept(","));
    } else if (accept("import")) {
        parseImport(statement);
    } else if (accept("from")) {
        parseFromImport(statement);
    } else {
        parseExpressionStatement(statement);
    }
    return statement;
}

void Parser::parseExpressionStatement(Statement& statement)
{
    const Token first = peek();
    ast::ExpressionPtr expression = at("yield") ? parseYield() : parseExpressionList();
    if (at(":")) {
        checkTarget(*expression, true);
        ++m_at;
        statement.kind = Kind::AnnotatedAssign;
        statement.extra = parseTest();
        statement.targets.push_back(std::move(expression));
        if (accept("="))
            statement.value = parseExpressionList();
        return;
    }
    for (const auto& [text, op] : augmentedOperators) {
        if (accept(text)) {
            checkTarget(*expression, true);
            statement.kind = Kind::AugmentedAssign;
            statement.op = op;
            statement.targets.push_back(std::move(expression));
            statement.value = at("yield") ? parseYield() : parseExpressionList();
            return;
        }
    }
    if (!at("=")) {
        if (expression->kind == Expression::Kind::Name && peek().kind != Token::Kind::Newline
            && !at(";")) {
            if (expression->name == "print" || expression->name == "exec")
                fail(from(first.span),
                     "Missing parentheses in call to '" + expression->name + "'. Did you mean "
                         + expression->name + "(...)?",
                     {"Write `" + expression->name + "(...)`.",
                      "请写成 `" + expression->name + "(...)`。"});
            if (expression->name == "match" || expression->name == "async")
                fail(first.span, "invalid syntax",
                     {"`" + expression->name + "` is not supported in cells; use `if` and `elif`.",
                      "单元格不支持 `" + expression->name + "`；请使用 `if` 和 `elif`。"});
            fail(peek().span, "invalid syntax",
                 {"Prose in a code cell? Put `#` in front of text that is not code.",
                  "代码单元里写了文字？请在不是代码的文字前面加上 `#`。"});
        }
        statement.kind = Kind::Expression;
        statement.value = std::move(expression);
        return;
    }
    statement.kind = Kind::Assign;
    while (accept("=")) {
        checkTarget(*expression);
        statement.targets.push_back(std::move(expression));
        expression = at("yield") ? parseYield() : parseExpressionList();
    }
    statement.value = std::move(expression);
}

void Parser::checkTarget(const Expression& target, bool augmented) const
{
    using E = Expression::Kind;
    const BilingualText hint = {
        "On the left of `=` stands a name, `a.b` or `a[i]`; to compare write `==`.",
        "`=` 左边应该是名字、`a.b` 或 `a[i]`；要比较是否相等请写 `==`。"};
    switch (target.kind) {
    case E::Name:
    case E::Attribute:
    case E::Subscript:
        return;
    case E::Starred:
        if (!augmented)
            return checkTarget(*target.children[0]);
        break;
    case E::Tuple:
    case E::List:
        if (augmented)
            fail(target.span, "only single target (not tuple) can be annotated or augmented");
        for (const auto& child : target.children)
            checkTarget(*child);
        return;
    case E::Constant:
        fail(target.span,
             target.constant.isNone() || target.constant.isBool() ? "cannot assign to "
                     + std::string(m_source.substr(
                         static_cast<std::size_t>(target.span.begin),
                         static_cast<std::size_t>(target.span.end - target.span.begin)))
                                                                  : "cannot assign to literal",
             hint);
    case E::Call:
        fail(target.span, "cannot assign to function call", hint);
    case E::Compare:
        fail(target.span, "cannot assign to comparison", hint);
    default:
        break;
    }
    fail(target.span, "cannot assign to operator", hint);
}

/// With the name that `as` gives it.
ast::ImportedName Parser::renamed(ast::ImportedName imported)
{
    if (accept("as")) {
        const Token alias = expectName();
        imported.alias = alias.text;
        imported.span = alias.span;
    }
    return imported;
}

void Parser::parseImport(Statement& statement)
{
    statement.kind = Kind::Import;
    do {
        ast::ImportedName imported;
        const Token first = expectName();
        imported.name = first.text;
        imported.span = first.span;
        while (accept("."))
            imported.name += "." + expectName().text;
        statement.imports.push_back(renamed(std::move(imported)));
    } while (accept(","));
}

void Parser::parseFromImport(Statement& statement)
{
    statement.kind = Kind::FromImport;
    if (at(".") || at("..."))
        fail(peek().span, "attempted relative import with no known parent package",
             {"Name the module itself: `from module import name`.",
              "请直接写模块名：`from 模块 import 名字`。"});
    const Token first = expectName();
    statement.name = first.text;
    statement.nameSpan = first.span;
    while (accept("."))
        statement.name += "." + expectName().text;
    statement.nameSpan = from(first.span);
    expect("import");
    if (at("*")) {
        statement.imports.push_back({"*", {}, peek().span});
        ++m_at;
        return;
    }
    const bool parentheses = accept("(");
    do {
        if (parentheses && at(")"))
            break;
        const Token name = expectName();
        ast::ImportedName imported{name.text, {}, name.span};
        statement.imports.push_back(renamed(std::move(imported)));
    } while (accept(","));
    if (parentheses)
        expect(")");
}

Block Parser::parseBlock()
{
    Block block;
    if (peek().kind != Token::Kind::Newline) {
        parseSimpleLine(block);
        return block;
    }
    ++m_at;
    if (peek().kind != Token::Kind::Indent)
        throw SyntaxProblem{"expected an indented block",
                            {"The lines that belong to this statement are indented by 4 blanks.",
                             "属于这个语句的代码行要缩进 4 个空格。"},
                            peek().span,
                            "IndentationError"};
    ++m_at;
    while (peek().kind != Token::Kind::Dedent && peek().kind != Token::Kind::End)
        parseStatement(block);
    if (peek().kind == Token::Kind::Dedent)
        ++m_at;
    return block;
}

void Parser::endHeader(Statement& statement)
{
    statement.header = from(statement.span);
    expect(":");
}

} // namespace engine::lang
