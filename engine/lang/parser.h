#pragma once

#include <string_view>
#include <vector>

#include "engine/lang/ast.h"
#include "engine/lang/lexer.h"
#include "engine/lesson/bilingualtext.h"

namespace engine::lang {

/// Recursive descent over the tokens of one cell; reads like Python's grammar. Throws
/// SyntaxProblem.
class Parser
{
public:
    Parser(std::string_view source, int cell);
    ast::Module parseModule();
    const std::vector<SourceSpan>& ignoredLines() const { return m_ignoredLines; }

private:
    Parser(std::string_view source, const SourceSpan& expression, int depth);

    // tokens
    const Token& peek(std::size_t ahead = 0) const;
    bool at(std::string_view text) const; ///< an operator or keyword
    bool accept(std::string_view text);
    const Token& expect(std::string_view text);
    Token expectName();
    bool atEndOfExpression() const;
    SourceSpan from(const SourceSpan& begin) const; ///< up to the token read last
    [[noreturn]] void fail(const SourceSpan& span, std::string message,
                           BilingualText hint = {}) const;
    [[noreturn]] void unexpected() const;

    // statements
    void parseStatement(ast::Block& block);
    void parseSimpleLine(ast::Block& block);
    ast::Statement parseSimple();
    ast::Statement parseCompound();
    ast::Block parseBlock();
    void parseExpressionStatement(ast::Statement& statement);
    ast::ImportedName renamed(ast::ImportedName imported);
    void parseImport(ast::Statement& statement);
    void parseFromImport(ast::Statement& statement);
    void parseIf(ast::Statement& statement);
    void parseFor(ast::Statement& statement);
    void parseWith(ast::Statement& statement);
    void parseDef(ast::Statement& statement);
    void parseClass(ast::Statement& statement);
    void parseTry(ast::Statement& statement);
    void endHeader(ast::Statement& statement);
    std::vector<ast::Parameter> parseParameters(std::string_view end, bool annotations);
    void checkTarget(const ast::Expression& target, bool augmented = false) const;

    // expressions
    ast::ExpressionPtr parseExpressionList(); ///< `a, *b` makes a tuple
    ast::ExpressionPtr parseTargetList(); ///< stops at `in`
    ast::ExpressionPtr parseStarredOrNamed();
    ast::ExpressionPtr parseNamed(); ///< with walrus
    ast::ExpressionPtr parseTest();
    ast::ExpressionPtr parseLambda();
    ast::ExpressionPtr parseOr();
    ast::ExpressionPtr parseAnd();
    ast::ExpressionPtr parseNot();
    ast::ExpressionPtr parseComparison();
    ast::ExpressionPtr parseBinary(int level);
    ast::ExpressionPtr parseUnary();
    ast::ExpressionPtr parsePower();
    ast::ExpressionPtr parsePostfix();
    ast::ExpressionPtr parseAtom();
    ast::ExpressionPtr parseParenthesized();
    ast::ExpressionPtr parseListDisplay();
    ast::ExpressionPtr parseBraceDisplay();
    ast::ExpressionPtr parseSubscriptIndex();
    ast::ExpressionPtr parseSlicePart();
    ast::ExpressionPtr parseYield();
    std::vector<ast::ComprehensionPart> parseComprehensionParts();
    std::vector<ast::Argument> parseArguments();
    ast::ExpressionPtr parseStrings();
    void parseFString(const SourceSpan& body, bool raw, bool isSpecification,
                      std::vector<ast::ExpressionPtr>& parts);
    int parseReplacementField(const SourceSpan& body, int at, bool raw,
                              std::vector<ast::ExpressionPtr>& parts);

    /// An expression from `begin` up to the token read last.
    ast::ExpressionPtr make(ast::Expression::Kind kind, const SourceSpan& begin,
                            std::vector<ast::ExpressionPtr> children = {}) const;
    template <class... Children>
    ast::ExpressionPtr make(ast::Expression::Kind kind, const SourceSpan& begin,
                            ast::ExpressionPtr first, Children... others) const
    {
        std::vector<ast::ExpressionPtr> children;
        children.push_back(std::move(first));
        (children.push_back(std::move(others)), ...);
        return make(kind, begin, std::move(children));
    }

    std::string_view m_source;
    std::vector<SourceSpan> m_ignoredLines; ///< `%magic` and `!shell`
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0; ///< of nested expressions: the C++ stack is finite
    int m_links = 0; ///< of the chains `a + b + c` and `a.b.c` of this statement: they nest too
    static constexpr int mostLinks = 5'000;
    friend class DepthGuard;
};

bool isKeyword(std::string_view name);

} // namespace engine::lang
