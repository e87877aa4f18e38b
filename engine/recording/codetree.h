#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/lang/ast.h"
#include "engine/recording/recording.h"

namespace engine {

/// The parsed source of one cell run, for questions about the code that ran.
class CodeTree
{
public:
    /// Null when the run's source is no Python (then it ran nothing either).
    static std::shared_ptr<const CodeTree> of(const Recording& recording, int cellRun);

    int cellRun() const { return m_cellRun; }
    const std::string& source() const { return m_source; }
    const lang::ast::Block& body() const { return m_module.body; }
    std::string text(const SourceSpan& span) const;

    /// The innermost statement that contains `span`, or null.
    const lang::ast::Statement* statementAt(const SourceSpan& span) const;
    /// The call whose span is exactly `span`, or null.
    const lang::ast::Expression* callAt(const SourceSpan& span) const;
    /// Start of the line on which a byte stands, and where the next line starts.
    int lineBegin(int offset) const;
    int nextLine(int offset) const;
    /// The blanks before the statement; the statement must be the first one on its line.
    std::string indentation(const lang::ast::Statement& statement) const;
    bool isFirstOnLine(const lang::ast::Statement& statement) const;

private:
    int m_cellRun = -1;
    std::string m_source;
    lang::ast::Module m_module;
};

/// Visits the statement and those inside it, in source order.
void forEachStatement(const lang::ast::Block& block,
                      const std::function<void(const lang::ast::Statement&)>& visit);
/// Visits the expression and those inside it, outer ones first. Bodies of lambdas too.
void forEachExpression(const lang::ast::Expression& expression,
                       const std::function<void(const lang::ast::Expression&)>& visit);
/// Visits the expressions of a statement itself, not those of the statements inside it.
void forEachExpressionOf(const lang::ast::Statement& statement,
                         const std::function<void(const lang::ast::Expression&)>& visit);

/// "tf.stop_gradient" for a chain of names and attributes, else empty.
std::string dottedName(const lang::ast::Expression& expression);

} // namespace engine
