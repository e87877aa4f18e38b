#include "engine/lang/compiler.h"
#include "engine/lang/objects.h"

namespace engine::lang {

using ast::Expression;
using ast::Statement;
using Kind = ast::Statement::Kind;

namespace {

SourceSpan spanOf(const ast::Block& block)
{
    if (block.empty())
        return {};
    return {block.front().span.cell, block.front().span.begin, block.back().span.end};
}

} // namespace

void Compiler::block(const ast::Block& statements)
{
    for (const Statement& s : statements)
        statement(s);
}

void Compiler::statement(const Statement& s, bool display)
{
    emit(Op::Statement, 0, s.header);
    switch (s.kind) {
    case Kind::Expression:
        expression(*s.value);
        emit(display ? Op::Display : Op::Pop, 0, s.value->span);
        break;
    case Kind::Assign:
        assign(s);
        break;
    case Kind::AugmentedAssign:
        augmentedAssign(s);
        break;
    case Kind::AnnotatedAssign:
        if (s.value) {
            expression(*s.value);
            storeTarget(*s.targets[0]);
        }
        break;
    case Kind::Return:
    case Kind::Break:
    case Kind::Continue:
        leave(s);
        break;
    case Kind::Pass:
    case Kind::Global:
    case Kind::Nonlocal:
        break;
    case Kind::Delete:
        for (const auto& target : s.targets)
            deleteTarget(*target);
        break;
    case Kind::Assert: {
        expression(*s.value);
        const auto done = emit(Op::JumpIfTrue, 0, s.value->span);
        if (s.extra)
            expression(*s.extra);
        emit(Op::AssertFail, s.extra ? 1 : 0, s.span);
        patch(done);
        break;
    }
    case Kind::Raise:
        if (s.value)
            expression(*s.value);
        if (s.extra)
            expression(*s.extra);
        emit(Op::Raise, s.extra ? 2 : s.value ? 1 : 0, s.span);
        break;
    case Kind::Import:
    case Kind::FromImport:
        importStatement(s);
        break;
    case Kind::If:
        ifStatement(s);
        break;
    case Kind::While:
        whileStatement(s);
        break;
    case Kind::For:
        forStatement(s);
        break;
    case Kind::With:
        withStatement(s, 0);
        break;
    case Kind::Def:
        defStatement(s);
        break;
    case Kind::Class:
        classStatement(s);
        break;
    case Kind::Try:
        tryStatement(s);
        break;
    }
}

void Compiler::assign(const Statement& s)
{
    expression(*s.value);
    for (std::size_t i = 0; i < s.targets.size(); ++i) {
        if (i + 1 < s.targets.size())
            emit(Op::Duplicate, 0, s.value->span);
        storeTarget(*s.targets[i]);
    }
}

/// Into an attribute or an item; the observer hears the target as it is written.
void Compiler::storeAsWritten(Op op, const Expression& target)
{
    auto& names = code().names;
    const auto at = static_cast<int>(names.size());
    if (op == Op::StoreAttribute)
        names.push_back(target.name);
    names.push_back(
        m_source->substr(static_cast<std::size_t>(target.span.begin),
                         static_cast<std::size_t>(target.span.end - target.span.begin)));
    emit(op, at, target.span);
}

void Compiler::storeTarget(const Expression& target)
{
    using E = Expression::Kind;
    if (target.kind == E::Name) {
        store(target.name, target.span);
    } else if (target.kind == E::Attribute) {
        expression(*target.children[0]);
        storeAsWritten(Op::StoreAttribute, target);
    } else if (target.kind == E::Subscript) {
        expression(*target.children[0]);
        expression(*target.children[1]);
        storeAsWritten(Op::StoreItem, target);
    } else if (target.kind == E::Starred) {
        fail(target.span, "starred assignment target must be in a list or tuple");
    } else {
        unpack(target);
    }
}

void Compiler::unpack(const Expression& target)
{
    const auto& children = target.children;
    int star = -1;
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (children[i]->kind != Expression::Kind::Starred)
            continue;
        if (star >= 0)
            fail(children[i]->span, "two starred expressions in assignment");
        star = static_cast<int>(i);
    }
    const auto count = static_cast<int>(children.size());
    if (star < 0)
        emit(Op::Unpack, count, target.span);
    else
        emit(Op::UnpackStarred, star + (count - star - 1) * 256, target.span);
    for (const auto& child : children)
        storeTarget(child->kind == Expression::Kind::Starred ? *child->children[0] : *child);
}

void Compiler::augmentedAssign(const Statement& s)
{
    using E = Expression::Kind;
    const Expression& target = *s.targets[0];
    const int op = static_cast<int>(s.op);
    if (target.kind == E::Name) {
        load(target.name, target.span);
        expression(*s.value);
        emit(Op::InPlace, op, s.span);
        store(target.name, target.span);
    } else if (target.kind == E::Attribute) {
        expression(*target.children[0]);
        emit(Op::Duplicate, 0, target.span);
        emit(Op::LoadAttribute, nameIndex(target.name), target.span);
        expression(*s.value);
        emit(Op::InPlace, op, s.span);
        emit(Op::RotateTwo, 0, target.span);
        storeAsWritten(Op::StoreAttribute, target);
    } else {
        expression(*target.children[0]);
        expression(*target.children[1]);
        emit(Op::DuplicateTwo, 0, target.span);
        emit(Op::LoadItem, 0, target.span);
        expression(*s.value);
        emit(Op::InPlace, op, s.span);
        emit(Op::RotateThree, 0, target.span);
        storeAsWritten(Op::StoreItem, target);
    }
}

void Compiler::deleteTarget(const Expression& target)
{
    using E = Expression::Kind;
    if (target.kind == E::Name) {
        remove(target.name, target.span);
    } else if (target.kind == E::Attribute) {
        expression(*target.children[0]);
        emit(Op::DeleteAttribute, nameIndex(target.name), target.span);
    } else if (target.kind == E::Subscript) {
        expression(*target.children[0]);
        expression(*target.children[1]);
        emit(Op::DeleteItem, 0, target.span);
    } else {
        for (const auto& child : target.children)
            deleteTarget(*child);
    }
}

void Compiler::ifStatement(const Statement& s)
{
    expression(*s.value);
    code().branches.push_back({s.value->span, spanOf(s.body), spanOf(s.orElse)});
    emit(Op::Branch, static_cast<int>(code().branches.size()) - 1, s.value->span);
    const auto toElse = emit(Op::JumpIfFalse, 0, s.value->span);
    block(s.body);
    if (s.orElse.empty()) {
        patch(toElse);
        return;
    }
    const auto toEnd = emit(Op::Jump, 0, s.header);
    patch(toElse);
    block(s.orElse);
    patch(toEnd);
}

int Compiler::addLoop(const Statement& s)
{
    using Place = LoopInfo::Name::Place;
    LoopInfo info;
    info.header = s.header;
    if (s.kind == Kind::While) {
        info.condition = s.value->span;
        info.isForever = s.value->kind == Expression::Kind::Constant;
        std::vector<std::string> names;
        collectNames(*s.value, names);
        for (const std::string& name : names) {
            const Location at = locate(name);
            if (at.kind != Location::Kind::Name)
                info.names.push_back(
                    {name, at.kind == Location::Kind::Local ? Place::Local : Place::Global,
                     at.index});
        }
    }
    code().loops.push_back(std::move(info));
    return static_cast<int>(code().loops.size()) - 1;
}

void Compiler::closeLoop(Context& context)
{
    for (const std::size_t jump : context.breakJumps)
        patch(jump);
    code().loops[static_cast<std::size_t>(context.loop)].hasBreak = !context.breakJumps.empty();
}

/// What a loop does in a lap, and at its end; `toElse` jumps there.
void Compiler::loopBody(const Statement& s, Context around, std::size_t toElse)
{
    const int begin = around.continueTarget;
    const int loop = around.loop;
    m_scope->contexts.push_back(std::move(around));
    block(s.body);
    emit(Op::Jump, begin, s.header);
    Context context = std::move(m_scope->contexts.back());
    m_scope->contexts.pop_back();
    patch(toElse);
    emit(Op::LoopEnd, loop, s.header);
    block(s.orElse);
    closeLoop(context);
}

void Compiler::whileStatement(const Statement& s)
{
    const int loop = addLoop(s);
    emit(Op::LoopBegin, loop, s.header);
    const int begin = here();
    expression(*s.value);
    const auto toElse = emit(Op::JumpIfFalse, 0, s.value->span);
    emit(Op::Lap, loop, s.header);
    loopBody(s, {Context::Kind::While, loop, begin}, toElse);
}

void Compiler::forStatement(const Statement& s)
{
    const int loop = addLoop(s);
    iterable(*s.value);
    emit(Op::LoopBegin, loop, s.header);
    const int begin = here();
    const auto toElse = emit(Op::ForNext, 0, s.value->span);
    emit(Op::Lap, loop, s.header);
    storeTarget(*s.targets[0]);
    loopBody(s, {Context::Kind::For, loop, begin}, toElse);
}

/// Undoes the contexts above `depth`, innermost first.
void Compiler::unwindTo(std::size_t depth, const SourceSpan& span)
{
    auto& contexts = m_scope->contexts;
    std::vector<Context> set;
    while (contexts.size() > depth) {
        set.push_back(std::move(contexts.back()));
        contexts.pop_back();
        const Context& context = set.back();
        switch (context.kind) {
        case Context::Kind::While:
        case Context::Kind::For:
            emit(Op::LoopEnd, context.loop,
                 code().loops[static_cast<std::size_t>(context.loop)].header);
            break;
        case Context::Kind::Try:
            emit(Op::PopBlock, 0, span);
            break;
        case Context::Kind::Finally:
            emit(Op::PopBlock, 0, span);
            block(*context.finally);
            break;
        case Context::Kind::With:
            emit(Op::PopBlock, 0, span);
            emit(Op::WithExit, 0, span);
            break;
        }
    }
    for (auto context = set.rbegin(); context != set.rend(); ++context)
        contexts.push_back(std::move(*context));
}

void Compiler::leave(const Statement& s)
{
    if (s.kind == Kind::Return) {
        if (m_scope->kind != Scope::Kind::Function)
            fail(s.span, "'return' outside function",
                 {"`return` belongs into the indented body of a `def`.",
                  "`return` 只能写在 `def` 的函数体里（注意缩进）。"});
        s.value ? expression(*s.value) : constant(Value(), s.span);
        unwindTo(0, s.span);
        emit(Op::Return, 0, s.value ? s.value->span : s.span);
        return;
    }
    auto& contexts = m_scope->contexts;
    std::size_t loop = contexts.size();
    while (loop > 0 && contexts[loop - 1].kind != Context::Kind::While
           && contexts[loop - 1].kind != Context::Kind::For)
        --loop;
    if (loop == 0)
        fail(s.span,
             s.kind == Kind::Break ? "'break' outside loop" : "'continue' not properly in loop",
             {"It belongs into the body of a `for` or `while`.",
              "它只能写在 `for` 或 `while` 的循环体里。"});
    unwindTo(loop, s.span);
    Context& context = contexts[loop - 1];
    if (s.kind == Kind::Continue) {
        emit(Op::Jump, context.continueTarget, s.span);
        return;
    }
    emit(Op::LoopEnd, context.loop, code().loops[static_cast<std::size_t>(context.loop)].header);
    if (context.kind == Context::Kind::For)
        emit(Op::Pop, 0, s.span);
    context.breakJumps.push_back(emit(Op::Jump, 0, s.span));
}

template <class Body>
void Compiler::handling(const SourceSpan& span, Body body)
{
    const int exception = temporarySlot();
    emit(Op::StoreLocal, exception, span);
    const int begin = here();
    body(exception);
    code().handled.push_back({begin, here(), exception});
    emit(Op::LoadLocal, exception, span);
    emit(Op::Reraise, 0, span);
}

void Compiler::withStatement(const Statement& s, std::size_t item)
{
    if (item == s.items.size()) {
        block(s.body);
        return;
    }
    const auto& with = s.items[item];
    expression(*with.manager);
    emit(Op::WithEnter, 0, with.manager->span);
    const auto setup = emit(Op::SetupTry, 0, with.manager->span);
    if (with.target)
        storeTarget(*with.target);
    else
        emit(Op::Pop, 0, with.manager->span);
    m_scope->contexts.push_back({Context::Kind::With});
    withStatement(s, item + 1);
    m_scope->contexts.pop_back();
    emit(Op::PopBlock, 0, with.manager->span);
    emit(Op::WithExit, 0, with.manager->span);
    const auto toEnd = emit(Op::Jump, 0, s.header);
    std::size_t exits = 0;
    patch(setup);
    handling(with.manager->span, [&](int exception) {
        emit(Op::LoadLocal, exception, with.manager->span);
        emit(Op::WithExitFailed, 0, with.manager->span);
        exits = emit(Op::Jump, 0, with.manager->span);
    });
    patch(exits);
    patch(toEnd);
}

void Compiler::tryStatement(const Statement& s)
{
    if (!s.hasFinally) {
        handlers(s);
        return;
    }
    const auto setup = emit(Op::SetupTry, 0, s.header);
    m_scope->contexts.push_back({Context::Kind::Finally, 0, 0, &s.finally});
    handlers(s);
    m_scope->contexts.pop_back();
    emit(Op::PopBlock, 0, s.header);
    block(s.finally);
    const auto toEnd = emit(Op::Jump, 0, s.header);
    patch(setup);
    handling(s.header, [&](int) { block(s.finally); });
    patch(toEnd);
}

void Compiler::handlers(const Statement& s)
{
    if (s.handlers.empty()) {
        block(s.body);
        return;
    }
    const auto setup = emit(Op::SetupTry, 0, s.header);
    m_scope->contexts.push_back({Context::Kind::Try});
    block(s.body);
    m_scope->contexts.pop_back();
    emit(Op::PopBlock, 0, s.header);
    block(s.orElse);
    std::vector<std::size_t> exits = {emit(Op::Jump, 0, s.header)};
    patch(setup);
    handling(s.header, [&](int exception) {
        for (const ast::Handler& handler : s.handlers) {
            std::size_t next = 0;
            if (handler.type) {
                emit(Op::LoadLocal, exception, handler.span);
                expression(*handler.type);
                emit(Op::MatchException, 0, handler.type->span);
                next = emit(Op::JumpIfFalse, 0, handler.span);
            }
            emit(Op::Statement, 0, handler.span);
            if (!handler.name.empty()) {
                emit(Op::LoadLocal, exception, handler.span);
                store(handler.name, handler.nameSpan);
            }
            block(handler.body);
            if (!handler.name.empty()) // the name is gone after the handler
                remove(handler.name, handler.nameSpan);
            exits.push_back(emit(Op::Jump, 0, handler.span));
            if (handler.type)
                patch(next);
        }
    });
    for (const std::size_t exit : exits)
        patch(exit);
}

void Compiler::importStatement(const Statement& s)
{
    if (s.kind == Kind::Import) {
        for (const auto& imported : s.imports) {
            const bool whole = !imported.alias.empty();
            emit(whole ? Op::Import : Op::ImportTop, nameIndex(imported.name), imported.span);
            store(whole ? imported.alias : imported.name.substr(0, imported.name.find('.')),
                  imported.span);
        }
        return;
    }
    emit(Op::Import, nameIndex(s.name), s.nameSpan);
    for (const auto& imported : s.imports) {
        if (imported.name == "*") {
            if (m_scope->kind != Scope::Kind::Module)
                fail(imported.span, "import * only allowed at module level");
            emit(Op::ImportStar, 0, imported.span);
            continue;
        }
        emit(Op::ImportFrom, nameIndex(imported.name), imported.span);
        store(imported.alias.empty() ? imported.name : imported.alias, imported.span);
    }
    emit(Op::Pop, 0, s.span);
}

} // namespace engine::lang
