#include "engine/lang/compiler.h"

#include <algorithm>

#include "engine/lang/compilefunction.h"
#include "engine/lang/objects.h"
#include "engine/lang/syntaxproblem.h"

namespace engine::lang {

Compiler::Compiler(std::shared_ptr<const std::string> source,
                   std::function<int(const std::string&)> globalSlot)
    : m_source(std::move(source))
    , m_globalSlot(std::move(globalSlot))
{
}

std::shared_ptr<Code> Compiler::compile(const ast::Module& module, int cell)
{
    Scope scope(Scope::Kind::Module, nullptr);
    scope.code->name = "<module>";
    scope.code->source = m_source;
    scope.code->span = {cell, 0, static_cast<int>(m_source->size())};
    m_scope = &scope;
    for (std::size_t i = 0; i < module.body.size(); ++i)
        statement(module.body[i], module.displaysLast && i + 1 == module.body.size());
    constant(Value(), {cell, 0, 0});
    emit(Op::Return, 0, {cell, 0, 0});
    finishCode(scope);
    m_scope = nullptr;
    return scope.code;
}

void Compiler::fail(const SourceSpan& span, std::string message, BilingualText hint)
{
    throw SyntaxProblem{std::move(message), std::move(hint), span};
}

std::size_t Compiler::emit(Op op, int argument, const SourceSpan& span)
{
    // `finally` is compiled once for each way out, which nesting multiplies.
    constexpr int most = 4'000'000;
    if (++m_emitted > most)
        fail(span, "too many statically nested blocks");
    code().instructions.push_back({op, argument});
    code().spans.push_back(span);
    return code().instructions.size() - 1;
}

void Compiler::patch(std::size_t jump)
{
    code().instructions[jump].argument = here();
}

void Compiler::constant(Value value, const SourceSpan& span)
{
    code().constants.push_back(std::move(value));
    emit(Op::Constant, static_cast<int>(code().constants.size()) - 1, span);
}

/// Variables that inner functions captured live in cells: turns their plain accesses into cell
/// accesses.
void Compiler::finishCode(Scope& scope)
{
    Code& c = *scope.code;
    for (Instruction& instruction : c.instructions) {
        const auto captured = [&] {
            return c.isCell[static_cast<std::size_t>(instruction.argument)];
        };
        if (instruction.op == Op::LoadLocal && captured())
            instruction.op = Op::LoadCell;
        else if (instruction.op == Op::StoreLocal && captured())
            instruction.op = Op::StoreCell;
        else if (instruction.op == Op::DeleteLocal && captured())
            instruction.op = Op::DeleteCell;
        else if (instruction.op == Op::FreshCell && !captured())
            instruction.op = Op::Nop;
    }
    c.isSimple = !c.hasStar && !c.hasDoubleStar && c.keywordOnlyParameters == 0
        && std::find(c.isCell.begin(), c.isCell.end(), true) == c.isCell.end();
    for (LoopInfo& loop : c.loops)
        for (LoopInfo::Name& name : loop.names)
            if (name.place == LoopInfo::Name::Place::Local
                && c.isCell[static_cast<std::size_t>(name.slot)])
                name.place = LoopInfo::Name::Place::Cell;
}

// ---- names

int Compiler::newSlot(Scope& scope, const std::string& name)
{
    scope.code->slotNames.push_back(name);
    scope.code->isCell.push_back(false);
    return scope.code->slotCount() - 1;
}

int Compiler::temporarySlot()
{
    return newSlot(*m_scope, "." + std::to_string(m_scope->temporaries++));
}

/// The slot of `scope` in which an inner function finds `name`, now a cell; -1 when no enclosing
/// function has it.
int Compiler::capturedSlot(Scope& scope, const std::string& name)
{
    for (auto names = scope.comprehensions.rbegin(); names != scope.comprehensions.rend();
         ++names) {
        if (const auto found = names->find(name); found != names->end()) {
            scope.code->isCell[static_cast<std::size_t>(found->second)] = true;
            return found->second;
        }
    }
    if (scope.kind == Scope::Kind::Module)
        return -1;
    if (scope.kind == Scope::Kind::Function) {
        if (scope.globals.contains(name))
            return -1;
        if (scope.locals.contains(name) && !scope.nonlocals.contains(name)) {
            const int slot = scope.slots.at(name);
            scope.code->isCell[static_cast<std::size_t>(slot)] = true;
            return slot;
        }
    }
    return freeSlot(scope, name);
}

int Compiler::freeSlot(Scope& scope, const std::string& name)
{
    const std::string key = "free " + name;
    if (const auto known = scope.slots.find(key); known != scope.slots.end())
        return known->second;
    if (scope.parent == nullptr)
        return -1;
    const int outer = capturedSlot(*scope.parent, name);
    if (outer < 0)
        return -1;
    const int slot = newSlot(scope, name);
    scope.code->isCell.back() = true;
    scope.code->freeVariables.push_back({outer, slot});
    scope.slots[key] = slot;
    return slot;
}

Compiler::Location Compiler::locate(const std::string& name)
{
    Scope& scope = *m_scope;
    for (auto names = scope.comprehensions.rbegin(); names != scope.comprehensions.rend(); ++names)
        if (const auto found = names->find(name); found != names->end())
            return {Location::Kind::Local, found->second};
    if (scope.kind != Scope::Kind::Module && !scope.globals.contains(name)) {
        if (scope.locals.contains(name) && !scope.nonlocals.contains(name)) {
            if (scope.kind == Scope::Kind::Class)
                return {Location::Kind::Name, nameIndex(name)};
            return {Location::Kind::Local, scope.slots.at(name)};
        }
        if (const int slot = freeSlot(scope, name); slot >= 0)
            return {Location::Kind::Local, slot};
    }
    return {Location::Kind::Global, m_globalSlot(name)};
}

int Compiler::nameIndex(const std::string& name)
{
    auto& names = code().names;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<int>(found - names.begin());
    names.push_back(name);
    return static_cast<int>(names.size()) - 1;
}

void Compiler::load(const std::string& name, const SourceSpan& span)
{
    const Location at = locate(name);
    emit(at.kind == Location::Kind::Local      ? Op::LoadLocal
             : at.kind == Location::Kind::Name ? Op::LoadName
                                               : Op::LoadGlobal,
         at.index, span);
}

void Compiler::store(const std::string& name, const SourceSpan& span)
{
    const Location at = locate(name);
    emit(at.kind == Location::Kind::Local      ? Op::StoreLocal
             : at.kind == Location::Kind::Name ? Op::StoreName
                                               : Op::StoreGlobal,
         at.index, span);
}

void Compiler::remove(const std::string& name, const SourceSpan& span)
{
    const Location at = locate(name);
    emit(at.kind == Location::Kind::Local      ? Op::DeleteLocal
             : at.kind == Location::Kind::Name ? Op::DeleteName
                                               : Op::DeleteGlobal,
         at.index, span);
}

// ---- functions

void Compiler::makeFunction(std::shared_ptr<Code> function,
                            const std::vector<ast::Parameter>& parameters, const SourceSpan& span)
{
    for (const auto kind : {ast::Parameter::Kind::Plain, ast::Parameter::Kind::KeywordOnly})
        for (const auto& parameter : parameters)
            if (parameter.kind == kind && parameter.defaultValue)
                expression(*parameter.defaultValue);
    code().functions.push_back(std::move(function));
    emit(Op::MakeFunction, static_cast<int>(code().functions.size()) - 1, span);
}

void Compiler::defStatement(const ast::Statement& s)
{
    for (const auto& decorator : s.decorators)
        expression(*decorator);
    Bindings bindings;
    collectBindings(s.body, bindings);
    auto function = compileFunction(s.name, s.header, s.parameters, bindings.bound, [&] {
        m_scope->globals = bindings.globals;
        m_scope->nonlocals = bindings.nonlocals;
        for (const std::string& name : bindings.nonlocals)
            if (freeSlot(*m_scope, name) < 0)
                fail(s.nameSpan, "no binding for nonlocal '" + name + "' found");
        code().isGenerator = containsYield(s.body);
        block(s.body);
        constant(Value(), s.nameSpan);
        emit(Op::Return, 0, s.body.back().header);
    });
    const auto& first = s.body.front();
    if (first.kind == ast::Statement::Kind::Expression
        && first.value->kind == ast::Expression::Kind::Constant) {
        if (const std::string* text = stringText(first.value->constant)) {
            function->documentation = *text;
            function->hasDocumentation = true;
        }
    }
    makeFunction(std::move(function), s.parameters, s.header);
    for (auto decorator = s.decorators.rbegin(); decorator != s.decorators.rend(); ++decorator)
        emit(Op::Call, 1, (*decorator)->span);
    store(s.name, s.nameSpan);
}

void Compiler::classStatement(const ast::Statement& s)
{
    for (const auto& decorator : s.decorators)
        expression(*decorator);
    for (const auto& base : s.bases) {
        if (base.kind != ast::Argument::Kind::Positional)
            fail(base.span, "metaclasses are not supported",
                 {"Name only base classes between the parentheses.", "括号里只能写基类。"});
        expression(*base.value);
    }
    emit(Op::BuildTuple, static_cast<int>(s.bases.size()), s.header);
    Bindings bindings;
    collectBindings(s.body, bindings);
    Scope scope(Scope::Kind::Class, m_scope);
    scope.locals = bindings.bound;
    scope.globals = bindings.globals;
    scope.code->name = s.name;
    scope.code->source = m_source;
    scope.code->span = s.header;
    m_scope = &scope;
    block(s.body);
    constant(Value(), s.nameSpan);
    emit(Op::Return, 0, s.header);
    finishCode(scope);
    m_scope = scope.parent;
    code().functions.push_back(scope.code);
    emit(Op::MakeClass, static_cast<int>(code().functions.size()) - 1, s.header);
    for (auto decorator = s.decorators.rbegin(); decorator != s.decorators.rend(); ++decorator)
        emit(Op::Call, 1, (*decorator)->span);
    store(s.name, s.nameSpan);
}

} // namespace engine::lang
