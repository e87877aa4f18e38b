#pragma once

#include "engine/lang/compiler.h"

namespace engine::lang {

/// Compiles a function with `parameters` whose instructions `body` emits.
template <class Body>
std::shared_ptr<Code> Compiler::compileFunction(const std::string& name, const SourceSpan& span,
                                                const std::vector<ast::Parameter>& parameters,
                                                std::set<std::string> locals, Body body)
{
    using Kind = ast::Parameter::Kind;
    Scope scope(Scope::Kind::Function, m_scope);
    Code& c = *scope.code;
    c.name = name;
    c.span = span;
    c.source = m_source;
    for (const auto kind : {Kind::Plain, Kind::KeywordOnly, Kind::Star, Kind::DoubleStar}) {
        for (const auto& parameter : parameters) {
            if (parameter.kind != kind)
                continue;
            scope.slots[parameter.name] = newSlot(scope, parameter.name);
            locals.insert(parameter.name);
            c.parameters.push_back(
                {parameter.name, parameter.span, parameter.defaultValue != nullptr});
            c.plainParameters += kind == Kind::Plain ? 1 : 0;
            c.keywordOnlyParameters += kind == Kind::KeywordOnly ? 1 : 0;
            c.hasStar = c.hasStar || kind == Kind::Star;
            c.hasDoubleStar = c.hasDoubleStar || kind == Kind::DoubleStar;
        }
    }
    for (const std::string& local : locals)
        if (!scope.slots.contains(local))
            scope.slots[local] = newSlot(scope, local);
    scope.locals = std::move(locals);
    m_scope = &scope;
    body();
    finishCode(scope);
    m_scope = scope.parent;
    return scope.code;
}

} // namespace engine::lang
