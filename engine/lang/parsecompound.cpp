#include "engine/lang/parser.h"
#include "engine/lang/syntaxproblem.h"

namespace engine::lang {

using ast::Block;
using ast::Statement;
using Kind = ast::Statement::Kind;

Statement Parser::parseCompound()
{
    Statement statement;
    statement.span = peek().span;
    while (accept("@")) {
        statement.decorators.push_back(parseNamed());
        if (peek().kind != Token::Kind::Newline)
            unexpected();
        ++m_at;
    }
    if (!statement.decorators.empty() && !at("def") && !at("class"))
        unexpected();
    if (accept("if")) {
        parseIf(statement);
    } else if (accept("while")) {
        statement.kind = Kind::While;
        statement.value = parseNamed();
        endHeader(statement);
        statement.body = parseBlock();
        if (accept("else")) {
            expect(":");
            statement.orElse = parseBlock();
        }
    } else if (accept("for")) {
        parseFor(statement);
    } else if (accept("with")) {
        parseWith(statement);
    } else if (accept("def")) {
        parseDef(statement);
    } else if (accept("class")) {
        parseClass(statement);
    } else if (accept("try")) {
        parseTry(statement);
    } else {
        unexpected();
    }
    statement.span.end = m_tokens[m_at - 1].span.end;
    if (!statement.body.empty()) {
        const auto lastOf = [](const Block& block) { return block.back().span.end; };
        statement.span.end = lastOf(statement.body);
        if (!statement.handlers.empty())
            statement.span.end = lastOf(statement.handlers.back().body);
        if (!statement.orElse.empty())
            statement.span.end = lastOf(statement.orElse);
        if (!statement.finally.empty())
            statement.span.end = lastOf(statement.finally);
    }
    return statement;
}

void Parser::parseIf(Statement& statement)
{
    statement.kind = Kind::If;
    statement.value = parseNamed();
    endHeader(statement);
    statement.body = parseBlock();
    if (at("elif")) {
        if (++m_depth > 90)
            fail(peek().span, "too many statically nested blocks");
        Statement next;
        next.span = peek().span;
        ++m_at;
        parseIf(next);
        next.span.end = (next.orElse.empty() ? next.body : next.orElse).back().span.end;
        statement.orElse.push_back(std::move(next));
        --m_depth;
    } else if (accept("else")) {
        expect(":");
        statement.orElse = parseBlock();
    }
}

void Parser::parseFor(Statement& statement)
{
    statement.kind = Kind::For;
    statement.targets.push_back(parseTargetList());
    checkTarget(*statement.targets[0]);
    expect("in");
    statement.value = parseExpressionList();
    endHeader(statement);
    statement.body = parseBlock();
    if (accept("else")) {
        expect(":");
        statement.orElse = parseBlock();
    }
}

void Parser::parseWith(Statement& statement)
{
    statement.kind = Kind::With;
    do {
        ast::WithItem item;
        item.manager = parseTest();
        if (accept("as")) {
            item.target = parsePostfix();
            checkTarget(*item.target);
        }
        statement.items.push_back(std::move(item));
        if (statement.items.size() > 90)
            fail(peek().span, "too many statically nested blocks");
    } while (accept(","));
    endHeader(statement);
    statement.body = parseBlock();
}

std::vector<ast::Parameter> Parser::parseParameters(std::string_view end, bool annotations)
{
    using P = ast::Parameter;
    std::vector<P> parameters;
    bool keywordOnly = false;
    bool defaults = false;
    while (!at(end)) {
        if (accept("/")) {
            accept(",");
            continue;
        }
        P parameter;
        if (accept("*")) {
            keywordOnly = true;
            if (accept(","))
                continue;
            parameter.kind = P::Kind::Star;
        } else if (accept("**")) {
            parameter.kind = P::Kind::DoubleStar;
        } else if (keywordOnly) {
            parameter.kind = P::Kind::KeywordOnly;
        }
        const Token name = expectName();
        parameter.name = name.text;
        parameter.span = name.span;
        for (const P& other : parameters)
            if (other.name == name.text)
                fail(name.span, "duplicate argument '" + name.text + "' in function definition");
        if (annotations && accept(":"))
            parseTest();
        if (accept("=")) {
            parameter.defaultValue = parseTest();
            defaults = true;
        } else if (defaults && parameter.kind == P::Kind::Plain) {
            fail(name.span, "non-default argument follows default argument",
                 {"Put the parameters without a default first.", "没有默认值的参数要写在前面。"});
        }
        parameters.push_back(std::move(parameter));
        if (!accept(","))
            break;
    }
    return parameters;
}

void Parser::parseDef(Statement& statement)
{
    statement.kind = Kind::Def;
    const Token name = expectName();
    statement.name = name.text;
    statement.nameSpan = name.span;
    expect("(");
    statement.parameters = parseParameters(")", true);
    expect(")");
    if (accept("->"))
        parseTest();
    endHeader(statement);
    statement.body = parseBlock();
}

void Parser::parseClass(Statement& statement)
{
    statement.kind = Kind::Class;
    const Token name = expectName();
    statement.name = name.text;
    statement.nameSpan = name.span;
    if (accept("("))
        statement.bases = parseArguments();
    endHeader(statement);
    statement.body = parseBlock();
}

void Parser::parseTry(Statement& statement)
{
    statement.kind = Kind::Try;
    endHeader(statement);
    statement.body = parseBlock();
    while (at("except")) {
        ast::Handler handler;
        handler.span = peek().span;
        ++m_at;
        if (!at(":")) {
            handler.type = parseTest();
            if (accept("as")) {
                const Token name = expectName();
                handler.name = name.text;
                handler.nameSpan = name.span;
            }
        }
        handler.span = from(handler.span);
        expect(":");
        handler.body = parseBlock();
        statement.handlers.push_back(std::move(handler));
    }
    if (!statement.handlers.empty() && accept("else")) {
        expect(":");
        statement.orElse = parseBlock();
    }
    if (accept("finally")) {
        expect(":");
        statement.finally = parseBlock();
        statement.hasFinally = true;
    }
    if (statement.handlers.empty() && !statement.hasFinally)
        unexpected();
}

} // namespace engine::lang
