#include <algorithm>

#include "engine/lang/compiler.h"

namespace engine::lang {

using ast::Expression;
using ast::Statement;

namespace {

template <class Visit>
void forEachChild(const Expression& expression, Visit visit)
{
    for (const auto& child : expression.children)
        if (child)
            visit(*child);
    for (const auto& argument : expression.arguments)
        visit(*argument.value);
    for (const auto& part : expression.parts) {
        visit(*part.target);
        visit(*part.iterable);
        for (const auto& condition : part.conditions)
            visit(*condition);
    }
}

bool containsYield(const Expression& expression)
{
    using Kind = Expression::Kind;
    if (expression.kind == Kind::Yield || expression.kind == Kind::YieldFrom)
        return true;
    if (expression.kind == Kind::Lambda)
        return false;
    bool found = false;
    forEachChild(expression,
                 [&](const Expression& child) { found = found || containsYield(child); });
    return found;
}

} // namespace

void collectTargets(const Expression& target, std::set<std::string>& names)
{
    using Kind = Expression::Kind;
    if (target.kind == Kind::Name)
        names.insert(target.name);
    else if (target.kind == Kind::Tuple || target.kind == Kind::List
             || target.kind == Kind::Starred)
        for (const auto& child : target.children)
            collectTargets(*child, names);
}

void collectBindings(const Expression& expression, Bindings& bindings)
{
    if (expression.kind == Expression::Kind::Lambda)
        return;
    if (expression.kind == Expression::Kind::Walrus)
        bindings.bound.insert(expression.children[0]->name);
    forEachChild(expression, [&](const Expression& child) { collectBindings(child, bindings); });
}

void collectBindings(const ast::Block& block, Bindings& bindings)
{
    using Kind = Statement::Kind;
    for (const Statement& s : block) {
        if (s.value)
            collectBindings(*s.value, bindings);
        for (const auto& target : s.targets)
            if (s.kind != Kind::Delete || target->kind == Expression::Kind::Name)
                collectTargets(*target, bindings.bound);
        if (s.kind == Kind::Def || s.kind == Kind::Class) {
            bindings.bound.insert(s.name);
            continue;
        }
        if (s.kind == Kind::Global)
            bindings.globals.insert(s.names.begin(), s.names.end());
        if (s.kind == Kind::Nonlocal)
            bindings.nonlocals.insert(s.names.begin(), s.names.end());
        for (const auto& imported : s.imports) {
            const std::string& name = imported.alias.empty() ? imported.name : imported.alias;
            bindings.bound.insert(s.kind == Kind::Import ? name.substr(0, name.find('.')) : name);
        }
        for (const auto& item : s.items) {
            collectBindings(*item.manager, bindings);
            if (item.target)
                collectTargets(*item.target, bindings.bound);
        }
        for (const auto& handler : s.handlers) {
            if (!handler.name.empty())
                bindings.bound.insert(handler.name);
            collectBindings(handler.body, bindings);
        }
        collectBindings(s.body, bindings);
        collectBindings(s.orElse, bindings);
        collectBindings(s.finally, bindings);
    }
}

bool containsYield(const ast::Block& block)
{
    using Kind = Statement::Kind;
    return std::any_of(block.begin(), block.end(), [](const Statement& s) {
        if (s.kind == Kind::Def || s.kind == Kind::Class)
            return false;
        if (s.value && containsYield(*s.value))
            return true;
        for (const auto& handler : s.handlers)
            if (containsYield(handler.body))
                return true;
        return containsYield(s.body) || containsYield(s.orElse) || containsYield(s.finally);
    });
}

void collectNames(const Expression& expression, std::vector<std::string>& names)
{
    if (expression.kind == Expression::Kind::Lambda)
        return;
    if (expression.kind == Expression::Kind::Name
        && std::find(names.begin(), names.end(), expression.name) == names.end())
        names.push_back(expression.name);
    forEachChild(expression, [&](const Expression& child) { collectNames(child, names); });
}

} // namespace engine::lang
