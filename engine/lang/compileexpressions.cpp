#include "engine/lang/compilefunction.h"
#include "engine/lang/objects.h"

namespace engine::lang {

using ast::Expression;
using Kind = ast::Expression::Kind;

void Compiler::expression(const Expression& e)
{
    switch (e.kind) {
    case Kind::Constant:
        constant(e.constant, e.span);
        break;
    case Kind::Name:
        load(e.name, e.span);
        break;
    case Kind::FString:
        pieces(e);
        emit(Op::Evaluated, 0, e.span);
        break;
    case Kind::FormattedValue:
        formatted(e);
        break;
    case Kind::Tuple:
        elements(e.children, Op::BuildTuple, e.span);
        emit(Op::Evaluated, 0, e.span);
        break;
    case Kind::List:
        elements(e.children, Op::BuildList, e.span);
        emit(Op::Evaluated, 0, e.span);
        break;
    case Kind::Set:
        elements(e.children, Op::BuildSet, e.span);
        emit(Op::Evaluated, 0, e.span);
        break;
    case Kind::Dict:
        dict(e);
        break;
    case Kind::Unary:
        expression(*e.children[0]);
        emit(Op::Unary, static_cast<int>(e.unary), e.span);
        break;
    case Kind::Not:
        expression(*e.children[0]);
        emit(Op::Not, 0, e.span);
        break;
    case Kind::Binary:
        expression(*e.children[0]);
        expression(*e.children[1]);
        emit(Op::Binary, static_cast<int>(e.binary), e.span);
        break;
    case Kind::Compare:
        compare(e);
        break;
    case Kind::And:
    case Kind::Or:
        shortCircuit(e);
        break;
    case Kind::Conditional: {
        expression(*e.children[0]);
        const auto toElse = emit(Op::JumpIfFalse, 0, e.children[0]->span);
        expression(*e.children[1]);
        const auto toEnd = emit(Op::Jump, 0, e.span);
        patch(toElse);
        expression(*e.children[2]);
        patch(toEnd);
        emit(Op::Evaluated, 0, e.span);
        break;
    }
    case Kind::Lambda: {
        Bindings bindings;
        collectBindings(*e.children[0], bindings);
        auto function = compileFunction("<lambda>", e.span, e.parameters, bindings.bound, [&] {
            expression(*e.children[0]);
            emit(Op::Return, 0, e.children[0]->span);
        });
        makeFunction(std::move(function), e.parameters, e.span);
        break;
    }
    case Kind::Call:
        call(e);
        break;
    case Kind::Attribute:
        expression(*e.children[0]);
        emit(Op::LoadAttribute, nameIndex(e.name), e.span);
        break;
    case Kind::Subscript:
        expression(*e.children[0]);
        expression(*e.children[1]);
        emit(Op::LoadItem, 0, e.span);
        break;
    case Kind::Slice:
        for (const auto& part : e.children)
            part ? expression(*part) : constant(Value(), e.span);
        emit(Op::BuildSlice, 0, e.span);
        break;
    case Kind::Starred:
        fail(e.span, "can't use starred expression here");
    case Kind::ListComprehension:
    case Kind::SetComprehension:
    case Kind::DictComprehension:
        comprehension(e);
        break;
    case Kind::Generator:
        generator(e);
        break;
    case Kind::Yield:
    case Kind::YieldFrom:
        if (m_scope->kind != Scope::Kind::Function || !m_scope->comprehensions.empty()
            || !code().isGenerator)
            fail(e.span,
                 m_scope->comprehensions.empty() ? "'yield' outside function"
                                                 : "'yield' inside list comprehension");
        e.children[0] ? expression(*e.children[0]) : constant(Value(), e.span);
        if (e.kind == Kind::YieldFrom) {
            emit(Op::GetIterator, 0, e.span);
            constant(Value(), e.span); // what the inner generator is sent
        }
        emit(e.kind == Kind::Yield ? Op::Yield : Op::YieldFrom, 0, e.span);
        emit(Op::Evaluated, 0, e.span);
        break;
    case Kind::Walrus:
        expression(*e.children[1]);
        emit(Op::Duplicate, 0, e.span);
        store(e.children[0]->name, e.children[0]->span);
        break;
    }
}

/// Elements of a display; with a starred one the container grows element by element.
void Compiler::elements(const std::vector<ast::ExpressionPtr>& children, Op build,
                        const SourceSpan& span)
{
    bool starred = false;
    bool constants = build == Op::BuildSet && children.size() > 2;
    for (const auto& child : children) {
        starred = starred || child->kind == Kind::Starred;
        constants = constants && child->kind == Kind::Constant;
    }
    if (!starred && !constants) {
        for (const auto& child : children)
            expression(*child);
        emit(build, static_cast<int>(children.size()), span);
        return;
    }
    emit(Op::BuildList, 0, span);
    for (const auto& child : children) {
        if (child->kind == Kind::Starred) {
            expression(*child->children[0]);
            emit(Op::ListExtend, 0, child->span);
        } else {
            expression(*child);
            emit(Op::ListAppend, 0, child->span);
        }
    }
    if (build == Op::BuildTuple)
        emit(Op::ListToTuple, 0, span);
    else if (build == Op::BuildSet)
        emit(Op::BuildSet, constants ? -2 : -1, span);
}

/// What a `for` goes through.
void Compiler::iterable(const Expression& e)
{
    expression(e);
    auto& instructions = code().instructions;
    if (e.kind == Kind::Set && instructions[instructions.size() - 2].argument == -2)
        instructions[instructions.size() - 2].argument = -3;
    emit(Op::GetIterator, 0, e.span);
}

void Compiler::dict(const Expression& e)
{
    bool merged = false;
    for (const auto& child : e.children)
        merged = merged || !child;
    if (!merged) {
        for (const auto& child : e.children)
            expression(*child);
        emit(Op::BuildDict, static_cast<int>(e.children.size() / 2), e.span);
    } else {
        emit(Op::BuildDict, 0, e.span);
        for (std::size_t i = 0; i < e.children.size(); i += 2) {
            if (e.children[i]) {
                expression(*e.children[i]);
                expression(*e.children[i + 1]);
                emit(Op::DictAdd, 0, e.children[i]->span);
            } else {
                expression(*e.children[i + 1]);
                emit(Op::DictMerge, 0, e.children[i + 1]->span);
            }
        }
    }
    emit(Op::Evaluated, 0, e.span);
}

void Compiler::comparison(Expression::Comparison op, const SourceSpan& span)
{
    using C = Expression::Comparison;
    if (op == C::In || op == C::NotIn)
        emit(Op::In, op == C::NotIn ? 1 : 0, span);
    else if (op == C::Is || op == C::IsNot)
        emit(Op::Is, op == C::IsNot ? 1 : 0, span);
    else
        emit(Op::Compare, static_cast<int>(op), span);
}

void Compiler::compare(const Expression& e)
{
    expression(*e.children[0]);
    std::vector<std::size_t> exits;
    for (std::size_t i = 0; i < e.comparisons.size(); ++i) {
        const bool last = i + 1 == e.comparisons.size();
        expression(*e.children[i + 1]);
        if (last) {
            comparison(e.comparisons[i],
                       i == 0 ? e.span
                              : SourceSpan{e.span.cell, e.children[i]->span.begin,
                                           e.children[i + 1]->span.end});
            break;
        }
        emit(Op::Duplicate, 0, e.span);
        emit(Op::RotateThree, 0, e.span);
        comparison(e.comparisons[i],
                   {e.span.cell, e.children[i]->span.begin, e.children[i + 1]->span.end});
        exits.push_back(emit(Op::JumpIfFalseKeep, 0, e.span));
    }
    if (exits.empty())
        return;
    const auto toEnd = emit(Op::Jump, 0, e.span);
    for (const std::size_t exit : exits)
        patch(exit);
    emit(Op::RotateTwo, 0, e.span);
    emit(Op::Pop, 0, e.span);
    patch(toEnd);
    emit(Op::Evaluated, 0, e.span);
}

void Compiler::shortCircuit(const Expression& e)
{
    std::vector<std::size_t> exits;
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        expression(*e.children[i]);
        if (i + 1 < e.children.size())
            exits.push_back(emit(e.kind == Kind::And ? Op::JumpIfFalseKeep : Op::JumpIfTrueKeep, 0,
                                 e.children[i]->span));
    }
    for (const std::size_t exit : exits)
        patch(exit);
    emit(Op::Evaluated, 0, e.span);
}

void Compiler::call(const Expression& e)
{
    using A = ast::Argument::Kind;
    const Expression& function = *e.children[0];
    if (function.kind == Kind::Name && function.name == "super" && e.arguments.empty()
        && m_scope->kind == Scope::Kind::Function) {
        emit(Op::Super, 0, e.span);
        return;
    }
    expression(function);
    Code::KeywordCall keywordCall;
    for (const auto& argument : e.arguments) {
        if (argument.kind == A::Star || argument.kind == A::DoubleStar)
            return callStarred(e);
        if (argument.kind == A::Keyword)
            keywordCall.names.push_back(argument.name);
        else
            ++keywordCall.positional;
    }
    for (const auto& argument : e.arguments)
        expression(*argument.value);
    if (keywordCall.names.empty()) {
        emit(Op::Call, keywordCall.positional, e.span);
        return;
    }
    code().keywordCalls.push_back(std::move(keywordCall));
    emit(Op::CallKeywords, static_cast<int>(code().keywordCalls.size()) - 1, e.span);
}

void Compiler::callStarred(const Expression& e)
{
    using A = ast::Argument::Kind;
    emit(Op::BuildList, 0, e.span);
    for (const auto& argument : e.arguments) {
        if (argument.kind == A::Keyword || argument.kind == A::DoubleStar)
            continue;
        expression(*argument.value);
        emit(argument.kind == A::Star ? Op::ListExtend : Op::ListAppend,
             argument.kind == A::Star ? 1 : 0, argument.span);
    }
    emit(Op::BuildDict, 0, e.span);
    for (const auto& argument : e.arguments) {
        if (argument.kind == A::Keyword) {
            constant(makeString(argument.name), argument.span);
            expression(*argument.value);
            emit(Op::DictAdd, 0, argument.span);
        } else if (argument.kind == A::DoubleStar) {
            expression(*argument.value);
            emit(Op::DictMerge, 1, argument.span);
        }
    }
    emit(Op::CallStarred, 0, e.span);
}

/// Runs in the frame around it; its variables get slots of their own and so do not leak.
void Compiler::comprehension(const Expression& e)
{
    const bool isList = e.kind == Kind::ListComprehension;
    const bool isDict = e.kind == Kind::DictComprehension;
    emit(isList ? Op::BuildList : isDict ? Op::BuildDict : Op::BuildSet, 0, e.span);
    iterable(*e.parts[0].iterable);
    std::set<std::string> names;
    for (const auto& part : e.parts)
        collectTargets(*part.target, names);
    std::unordered_map<std::string, int> slots;
    for (const std::string& name : names) {
        const int slot = newSlot(*m_scope, name);
        slots[name] = slot;
        emit(Op::FreshCell, slot, e.span);
    }
    m_scope->comprehensions.push_back(std::move(slots));
    comprehensionPart(e, 0, isList ? Op::ListAppend : isDict ? Op::DictAdd : Op::SetAdd);
    m_scope->comprehensions.pop_back();
    emit(Op::Evaluated, 0, e.span);
}

void Compiler::comprehensionPart(const Expression& e, std::size_t part, Op add)
{
    const auto& p = e.parts[part];
    if (part > 0)
        iterable(*p.iterable);
    const int begin = here();
    const auto toEnd = emit(Op::ForNext, 0, p.iterable->span);
    storeTarget(*p.target);
    for (const auto& condition : p.conditions) {
        expression(*condition);
        emit(Op::JumpIfFalse, begin, condition->span);
    }
    if (part + 1 < e.parts.size()) {
        comprehensionPart(e, part + 1, add);
    } else {
        for (const auto& child : e.children)
            expression(*child);
        const SourceSpan span = e.children[0]->span;
        emit(add, add == Op::Yield ? 0 : static_cast<int>(e.parts.size()), span);
        if (add == Op::Yield)
            emit(Op::Pop, 0, span);
    }
    emit(Op::Jump, begin, p.target->span);
    patch(toEnd);
}

void Compiler::generator(const Expression& e)
{
    std::set<std::string> names;
    for (const auto& part : e.parts)
        collectTargets(*part.target, names);
    std::vector<ast::Parameter> parameters(1);
    parameters[0].name = ".0";
    parameters[0].span = e.parts[0].iterable->span;
    auto function = compileFunction("<genexpr>", e.span, parameters, names, [&] {
        code().isGenerator = true;
        emit(Op::LoadLocal, 0, e.span);
        comprehensionPart(e, 0, Op::Yield);
        constant(Value(), e.span);
        emit(Op::Return, 0, e.span);
    });
    makeFunction(std::move(function), {}, e.span);
    iterable(*e.parts[0].iterable);
    emit(Op::Call, 1, e.span);
}

void Compiler::pieces(const Expression& fString)
{
    for (const auto& part : fString.children)
        part->kind == Kind::FormattedValue ? formatted(*part) : expression(*part);
    emit(Op::BuildString, static_cast<int>(fString.children.size()), fString.span);
}

void Compiler::formatted(const Expression& e)
{
    expression(*e.children[0]);
    if (e.children.size() > 1)
        pieces(*e.children[1]); // a specification is no expression: it has no step of its own
    else
        constant(Value(), e.span);
    emit(Op::FormatValue, e.conversion, e.span);
}

} // namespace engine::lang
