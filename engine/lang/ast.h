#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/lang/value.h"
#include "engine/lesson/sourcespan.h"

/// One parsed cell. Every node has the span of its source.
namespace engine::lang::ast {

struct Expression;
struct Statement;
using ExpressionPtr = std::unique_ptr<Expression>;
using Block = std::vector<Statement>;

struct Parameter
{
    enum class Kind { Plain, KeywordOnly, Star, DoubleStar };
    Kind kind = Kind::Plain;
    std::string name;
    SourceSpan span;
    ExpressionPtr defaultValue;
};

struct Argument
{
    enum class Kind { Positional, Keyword, Star, DoubleStar };
    Kind kind = Kind::Positional;
    std::string name;
    SourceSpan span;
    ExpressionPtr value;
};

/// `for target in iterable if condition if condition`
struct ComprehensionPart
{
    ExpressionPtr target;
    ExpressionPtr iterable;
    std::vector<ExpressionPtr> conditions;
};

struct Expression
{
    enum class Kind {
        Constant, ///< constant
        Name, ///< name
        FString, ///< children: Constant or FormattedValue
        FormattedValue, ///< children: value, [FString: specification]; conversion
        Tuple,
        List,
        Set, ///< children
        Dict, ///< children: key, value, key, value...; a null key is `**value`
        Unary, ///< unary; children: operand
        Not,
        Binary, ///< binary; children: left, right
        Compare, ///< comparisons; children: one more than comparisons
        And,
        Or, ///< children: two or more
        Conditional, ///< children: condition, then, else
        Lambda, ///< parameters; children: body
        Call, ///< children: function; arguments
        Attribute, ///< children: object; name
        Subscript, ///< children: object, index
        Slice, ///< children: start, stop, step; each may be null
        Starred, ///< children: value
        ListComprehension,
        SetComprehension,
        Generator, ///< children: element; parts
        DictComprehension, ///< children: key, value; parts
        Yield,
        YieldFrom, ///< children: value or null
        Walrus ///< children: Name, value
    };
    enum class Comparison {
        Less,
        LessEqual,
        Equal,
        NotEqual,
        Greater,
        GreaterEqual,
        In,
        NotIn,
        Is,
        IsNot
    };

    Kind kind = Kind::Constant;
    SourceSpan span;
    std::string name;
    Value constant;
    std::vector<ExpressionPtr> children;
    BinaryOperator binary = BinaryOperator::Add;
    UnaryOperator unary = UnaryOperator::Negative;
    std::vector<Comparison> comparisons;
    std::vector<Argument> arguments;
    std::vector<Parameter> parameters;
    std::vector<ComprehensionPart> parts;
    char conversion = 0; ///< 'r', 's', 'a' or 0
};

struct ImportedName
{
    std::string name; ///< dotted for `import a.b`
    std::string alias; ///< empty without `as`
    SourceSpan span;
};

struct WithItem
{
    ExpressionPtr manager;
    ExpressionPtr target; ///< may be null
};

struct Handler
{
    SourceSpan span; ///< `except X as e`
    ExpressionPtr type; ///< null: catches everything
    std::string name;
    SourceSpan nameSpan;
    Block body;
};

struct Statement
{
    enum class Kind {
        Expression,
        Assign,
        AugmentedAssign,
        AnnotatedAssign,
        Return,
        Pass,
        Break,
        Continue,
        Delete,
        Assert,
        Raise,
        Global,
        Nonlocal,
        Import,
        FromImport,
        If,
        While,
        For,
        With,
        Def,
        Class,
        Try
    };

    Kind kind = Kind::Pass;
    SourceSpan span; ///< of the whole statement
    SourceSpan header; ///< compound statements: up to the colon; others: the whole statement
    std::vector<ExpressionPtr>
        targets; ///< Assign: in written order; AugmentedAssign, For: one; Delete: all
    ExpressionPtr value; ///< the right side, the condition, the iterable, the raised value
    ExpressionPtr extra; ///< message of assert, cause of raise, annotation
    BinaryOperator op = BinaryOperator::Add;
    std::vector<std::string> names; ///< Global, Nonlocal
    std::string name; ///< Def, Class, module of FromImport
    SourceSpan nameSpan;
    std::vector<ImportedName> imports;
    std::vector<WithItem> items;
    std::vector<Parameter> parameters;
    std::vector<Argument> bases;
    std::vector<ExpressionPtr> decorators;
    Block body;
    Block orElse;
    Block finally;
    std::vector<Handler> handlers;
    bool hasFinally = false;
};

struct Module
{
    Block body;
    bool displaysLast = false; ///< the last statement is an expression that is not followed by `;`
};

} // namespace engine::lang::ast
