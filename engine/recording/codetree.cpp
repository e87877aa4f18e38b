#include "engine/recording/codetree.h"

#include <algorithm>

#include "engine/lang/parser.h"
#include "engine/lang/syntaxproblem.h"

namespace engine {

using lang::ast::Expression;
using lang::ast::Statement;

std::shared_ptr<const CodeTree> CodeTree::of(const Recording& recording, int cellRun)
{
    if (cellRun < 0 || static_cast<std::size_t>(cellRun) >= recording.cellRuns.size())
        return nullptr;
    const CellRun& run = recording.cellRuns[static_cast<std::size_t>(cellRun)];
    auto tree = std::make_shared<CodeTree>();
    tree->m_cellRun = cellRun;
    tree->m_source = run.source;
    try {
        tree->m_module = lang::Parser(tree->m_source, run.cell).parseModule();
    } catch (const lang::SyntaxProblem&) {
        return nullptr;
    }
    return tree;
}

std::string CodeTree::text(const SourceSpan& span) const
{
    const auto size = static_cast<int>(m_source.size());
    const int begin = std::clamp(span.begin, 0, size);
    const int end = std::clamp(span.end, begin, size);
    return m_source.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

const Statement* CodeTree::statementAt(const SourceSpan& span) const
{
    const Statement* innermost = nullptr;
    forEachStatement(m_module.body, [&](const Statement& statement) {
        if (statement.span.contains(span))
            innermost = &statement;
    });
    return innermost;
}

const Expression* CodeTree::callAt(const SourceSpan& span) const
{
    const Expression* found = nullptr;
    forEachStatement(m_module.body, [&](const Statement& statement) {
        if (!statement.span.contains(span))
            return;
        forEachExpressionOf(statement, [&](const Expression& expression) {
            if (expression.kind == Expression::Kind::Call && expression.span == span)
                found = &expression;
        });
    });
    return found;
}

int CodeTree::lineBegin(int offset) const
{
    const auto at = static_cast<std::size_t>(std::max(offset, 0));
    const auto found = at == 0 ? std::string::npos : m_source.rfind('\n', at - 1);
    return found == std::string::npos ? 0 : static_cast<int>(found) + 1;
}

int CodeTree::nextLine(int offset) const
{
    const auto found = m_source.find('\n', static_cast<std::size_t>(std::max(offset, 0)));
    return static_cast<int>(found == std::string::npos ? m_source.size() : found + 1);
}

std::string CodeTree::indentation(const Statement& statement) const
{
    const int begin = lineBegin(statement.span.begin);
    return m_source.substr(static_cast<std::size_t>(begin),
                           static_cast<std::size_t>(statement.span.begin - begin));
}

bool CodeTree::isFirstOnLine(const Statement& statement) const
{
    return indentation(statement).find_first_not_of(" \t") == std::string::npos;
}

void forEachStatement(const lang::ast::Block& block,
                      const std::function<void(const Statement&)>& visit)
{
    for (const Statement& statement : block) {
        visit(statement);
        forEachStatement(statement.body, visit);
        for (const lang::ast::Handler& handler : statement.handlers)
            forEachStatement(handler.body, visit);
        forEachStatement(statement.orElse, visit);
        forEachStatement(statement.finally, visit);
    }
}

void forEachExpression(const Expression& expression,
                       const std::function<void(const Expression&)>& visit)
{
    visit(expression);
    const auto inside = [&visit](const lang::ast::ExpressionPtr& child) {
        if (child)
            forEachExpression(*child, visit);
    };
    for (const auto& child : expression.children)
        inside(child);
    for (const lang::ast::Argument& argument : expression.arguments)
        inside(argument.value);
    for (const lang::ast::Parameter& parameter : expression.parameters)
        inside(parameter.defaultValue);
    for (const lang::ast::ComprehensionPart& part : expression.parts) {
        inside(part.target);
        inside(part.iterable);
        for (const auto& condition : part.conditions)
            inside(condition);
    }
}

void forEachExpressionOf(const Statement& statement,
                         const std::function<void(const Expression&)>& visit)
{
    const auto inside = [&visit](const lang::ast::ExpressionPtr& expression) {
        if (expression)
            forEachExpression(*expression, visit);
    };
    for (const auto& target : statement.targets)
        inside(target);
    inside(statement.value);
    inside(statement.extra);
    for (const lang::ast::WithItem& item : statement.items) {
        inside(item.manager);
        inside(item.target);
    }
    for (const lang::ast::Argument& base : statement.bases)
        inside(base.value);
    for (const auto& decorator : statement.decorators)
        inside(decorator);
    for (const lang::ast::Parameter& parameter : statement.parameters)
        inside(parameter.defaultValue);
}

std::string dottedName(const Expression& expression)
{
    if (expression.kind == Expression::Kind::Name)
        return expression.name;
    if (expression.kind != Expression::Kind::Attribute)
        return {};
    const std::string object = dottedName(*expression.children.front());
    return object.empty() ? object : object + "." + expression.name;
}

} // namespace engine
