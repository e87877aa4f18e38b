#include <algorithm>
#include <array>

#include "engine/lang/implementation.h"
#include "engine/lang/signature.h"

namespace engine::lang {

void ValueStack::grow()
{
    m_capacity = m_capacity == 0 ? 16 : m_capacity * 2;
    auto larger = std::make_unique<Value[]>(m_capacity); // NOLINT(modernize-avoid-c-arrays)
    std::move(begin(), end(), larger.get());
    m_values = std::move(larger);
}

std::unique_ptr<Frame> Interpreter::Implementation::newFrame(const Code& code)
{
    std::unique_ptr<Frame> frame;
    if (spareFrames.empty()) {
        frame = std::make_unique<Frame>();
    } else {
        frame = std::move(spareFrames.back());
        spareFrames.pop_back();
    }
    frame->code = &code;
    frame->slots.assign(static_cast<std::size_t>(code.slotCount()), Value::unbound());
    return frame;
}

void Interpreter::Implementation::recycle(std::unique_ptr<Frame> frame)
{
    frame->at = 0;
    frame->slots.clear();
    frame->stack.clear();
    frame->handlers.clear();
    frame->loops.clear();
    frame->managers.clear();
    frame->names = nullptr;
    frame->generator = nullptr;
    frame->function = {};
    frame->constructed = {};
    if (spareFrames.size() < 64)
        spareFrames.push_back(std::move(frame));
}

void Interpreter::Implementation::call(Frame& frame, int count)
{
    callStack(frame, static_cast<std::size_t>(count), {});
}

/// Calls what lies below the `count` arguments on top of the stack and puts the value in their
/// place; Python functions only get their frame pushed, so their value comes later.
void Interpreter::Implementation::callStack(Frame& frame, std::size_t count,
                                            const KeywordArguments& keywords)
{
    auto& stack = frame.stack;
    const std::size_t bottom = stack.size() - count - 1;
    Value function = stack[bottom];
    Value constructed;
    if (auto* type = function.as<ClassObject>()) {
        if (const Value* init = type->find("__init__"); init != nullptr && isMethod(*init)) {
            constructed = type->instantiate(*this, std::span(stack).last(count));
            stack[bottom] = constructed;
            function = Value(*init);
            ++count;
        }
    } else if (auto* method = function.as<BoundMethod>()) {
        stack[bottom] = method->self;
        function = Value(method->function);
        ++count;
    } else if (auto* instance = function.as<Instance>()) {
        if (const Value* special = instance->classObject().find("__call__");
            special != nullptr && isMethod(*special)) {
            function = Value(*special);
            ++count;
        }
    }
    const Arguments positional = std::span(stack).last(count);
    if (auto* python = function.as<FunctionObject>()) {
        auto entered = keywords.empty() ? bindQuickly(*python, stack, count, {}) : nullptr;
        if (!entered)
            entered = bindArguments(*python, positional, keywords);
        stack.resize(bottom);
        entered->constructed = std::move(constructed);
        if (auto generator = enterFunction(function, std::move(entered))) {
            stack.push_back(std::move(*generator));
            observer.expressionEvaluated(frame.span(), stack.back());
        }
        return;
    }
    Value value;
    if (auto* native = function.as<NativeFunction>()) {
        ++steps;
        heedStop();
        value = native->callWith(self, positional, keywords);
        if (!constructed.isNone())
            value = std::move(constructed); // by the __init__ of a base class of C++
    } else {
        value = self.call(function, {positional.begin(), positional.end()}, keywords);
    }
    stack.resize(bottom);
    stack.push_back(std::move(value));
    observer.expressionEvaluated(frame.span(), stack.back());
}

/// The frame of a call whose arguments, the values on top of the stack with `names` for the last of
/// them, only have to be put into slots. Null when there is more to it, or something wrong with
/// them.
std::unique_ptr<Frame> Interpreter::Implementation::bindQuickly(const FunctionObject& function,
                                                                ValueStack& stack,
                                                                std::size_t count,
                                                                std::span<const std::string> names)
{
    const Code& code = *function.code;
    const auto plain = static_cast<std::size_t>(code.plainParameters);
    std::array<std::size_t, 8> places{};
    if (!code.isSimple || count > plain || names.size() > places.size())
        return nullptr;
    const std::size_t positional = count - names.size();
    const std::size_t needed = plain - function.defaults.size();
    std::size_t given = positional;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::size_t& place = places.at(i);
        place = positional;
        while (place < plain && code.parameters[place].name != names[i])
            ++place;
        if (place == plain)
            return nullptr;
        given += place < needed ? 1 : 0;
    }
    if (given < needed)
        return nullptr;
    auto frame = newFrame(code);
    auto& slots = frame->slots;
    Value* const values = stack.end() - count;
    std::move(values, values + positional, slots.begin());
    for (std::size_t i = 0; i < names.size(); ++i)
        slots[places.at(i)] = std::move(values[positional + i]);
    for (std::size_t i = std::max(positional, needed); i < plain; ++i)
        if (slots[i].isUnbound())
            slots[i] = function.defaults[i - needed];
    return frame;
}

void Interpreter::Implementation::callKeywords(Frame& frame, const Code::KeywordCall& shape)
{
    auto& stack = frame.stack;
    std::size_t count = static_cast<std::size_t>(shape.positional) + shape.names.size();
    const std::size_t bottom = stack.size() - count - 1;
    const Value callee = stack[bottom];
    const auto* method = callee.as<BoundMethod>();
    const Value function = method != nullptr ? method->function : callee;
    if (const auto* python = function.as<FunctionObject>();
        python != nullptr && !python->code->isGenerator) {
        if (method != nullptr) {
            stack[bottom] = method->self;
            ++count;
        }
        if (auto entered = bindQuickly(*python, stack, count, shape.names)) {
            stack.resize(bottom);
            enterFunction(function, std::move(entered));
            return;
        }
        stack[bottom] = callee;
    }
    KeywordArguments keywords;
    auto value = stack.end() - static_cast<std::ptrdiff_t>(shape.names.size());
    for (const std::string& name : shape.names)
        keywords.emplace_back(name, std::move(*value++));
    stack.resize(stack.size() - shape.names.size());
    callStack(frame, static_cast<std::size_t>(shape.positional), keywords);
}

void Interpreter::Implementation::callStarred(Frame& frame)
{
    const Value dict = frame.pop();
    const Value list = frame.pop();
    KeywordArguments keywords;
    for (const auto entries = dictEntries(dict); const auto& [key, value] : *entries)
        keywords.emplace_back(*stringText(key), value);
    const auto& positional = list.as<ListObject>()->elements;
    for (const Value& value : positional)
        frame.stack.push_back(value);
    callStack(frame, positional.size(), keywords);
}

namespace {

[[noreturn]] void raiseInitResult(Interpreter& interpreter, const Value& result)
{
    throw RaisedError("TypeError",
                      "__init__() should return None, not '" + interpreter.typeName(result) + "'");
}

} // namespace

void Interpreter::Implementation::checkDepth() const
{
    if (frames.size() >= static_cast<std::size_t>(limits.depth))
        throw RaisedError("RecursionError", "maximum recursion depth exceeded",
                          {"The function calls itself without end: a case in which it returns "
                           "without a further call is missing.",
                           "函数无休止地调用自己：缺少一个不再继续调用、直接返回的情形。"});
}

/// The value on top of the frame's stack goes to whoever called or resumed it.
void Interpreter::Implementation::returnFrom(Frame& frame, std::size_t base)
{
    result = std::move(frame.stack.back());
    GeneratorObject* const generator = frame.generator;
    if (generator != nullptr)
        generator->returned = result;
    else if (!frame.function.isNone())
        observer.functionLeft(frame.call, frame.code->name, result);
    if (!frame.constructed.isNone()) {
        if (!result.isNone())
            raiseInitResult(self, result);
        result = std::move(frame.constructed);
    }
    leaveFrame();
    if (frames.size() == base)
        return;
    Frame& caller = *frames.back();
    if (generator == nullptr) {
        caller.stack.push_back(result);
        observer.expressionEvaluated(caller.span(), result);
        return;
    }
    const Instruction& waiting = caller.current();
    if (waiting.op == Op::ForNext) {
        caller.stack.pop_back();
        caller.at = waiting.argument;
    } else { // YieldFrom
        caller.stack.back() = result;
    }
}

/// The generator on top gives `result` to whoever resumed it; one that waits for it in
/// `yield from` passes it on.
void Interpreter::Implementation::yieldFrom(std::size_t base)
{
    while (true) {
        frames.back()->stack.push_back({}); // will be the value of the yield expression
        GeneratorObject* const generator = frames.back()->generator;
        generator->running = false;
        generator->frame = std::move(frames.back());
        frames.pop_back();
        if (frames.size() == base) {
            yielded = true;
            return;
        }
        Frame& caller = *frames.back();
        if (caller.current().op == Op::ForNext) {
            caller.stack.push_back(result);
            return;
        }
        --caller.at;
    }
}

std::optional<Value> Interpreter::Implementation::enterFunction(const Value& function,
                                                                std::unique_ptr<Frame> frame)
{
    checkDepth();
    const Code& code = *frame->code;
    frame->function = function;
    frame->call = frames.empty() ? spanOutsideFrames : frames.back()->span();
    const bool isExpression = code.isGenerator && code.name == "<genexpr>";
    if (!isExpression) {
        observer.functionEntered(frame->call, code.name);
        for (std::size_t i = 0; i < code.parameters.size(); ++i) {
            const Value& slot = frame->slots[i];
            observer.nameBound(code.parameters[i].span, code.parameters[i].name,
                               code.isCell[i] ? slotCell(*frame, static_cast<int>(i)) : slot);
        }
    }
    if (!code.isGenerator) {
        frames.push_back(std::move(frame));
        return {};
    }
    const SourceSpan call = frame->call;
    const bool constructs = !frame->constructed.isNone();
    const Value generator = makeValue<GeneratorObject>(std::move(frame), dropped);
    if (!isExpression)
        observer.functionLeft(call, code.name, generator);
    if (constructs)
        raiseInitResult(self, generator);
    return generator;
}

std::unique_ptr<Frame> Interpreter::Implementation::bindArguments(FunctionObject& function,
                                                                  Arguments positional,
                                                                  const KeywordArguments& keywords)
{
    const Code& code = *function.code;
    auto frame = newFrame(code);
    auto& slots = frame->slots;
    const auto plain = static_cast<std::size_t>(code.plainParameters);
    const auto named = plain + static_cast<std::size_t>(code.keywordOnlyParameters);
    const std::size_t star = named;
    const std::size_t doubleStar = named + (code.hasStar ? 1 : 0);
    for (std::size_t i = 0; i < positional.size() && i < plain; ++i)
        slots[i] = positional[i];
    if (code.hasStar)
        slots[star] = makeTuple(positional.size() > plain ? std::vector<Value>(
                                    positional.begin() + code.plainParameters, positional.end())
                                                          : std::vector<Value>());
    std::vector<std::pair<Value, Value>> others;
    for (const auto& [name, value] : keywords) {
        std::size_t at = 0;
        while (at < named && code.parameters[at].name != name)
            ++at;
        if (at < named) {
            if (!slots[at].isUnbound())
                raiseMultipleValues(code.name, name);
            slots[at] = value;
        } else if (code.hasDoubleStar) {
            others.emplace_back(makeString(name), value);
        } else {
            std::vector<std::string> names;
            for (std::size_t i = 0; i < named; ++i)
                names.push_back(code.parameters[i].name);
            raiseUnexpectedKeyword(code.name, name, names);
        }
    }
    if (code.hasDoubleStar)
        slots[doubleStar] = makeDict(self, others);
    std::size_t defaultIndex = 0;
    std::size_t withDefault = 0;
    std::vector<std::string> missing;
    std::vector<std::string> missingKeywords;
    for (std::size_t i = 0; i < named; ++i) {
        const bool hasDefault = code.parameters[i].hasDefault;
        withDefault += hasDefault && i < plain ? 1 : 0;
        if (slots[i].isUnbound()) {
            if (hasDefault)
                slots[i] = function.defaults[defaultIndex];
            else
                (i < plain ? missing : missingKeywords).push_back(code.parameters[i].name);
        }
        defaultIndex += hasDefault ? 1 : 0;
    }
    if (positional.size() > plain && !code.hasStar)
        raiseTooManyPositional(code.name, plain - withDefault, plain, positional.size());
    if (!missing.empty())
        raiseMissing(code.name, missing, "positional");
    if (!missingKeywords.empty())
        raiseMissing(code.name, missingKeywords, "keyword-only");
    std::size_t captured = 0;
    for (const Code::Free& free : code.freeVariables)
        slots[static_cast<std::size_t>(free.slot)] = function.closure[captured++];
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!code.isCell[i] || slots[i].as<CellObject>() != nullptr)
            continue;
        Value cell = makeValue<CellObject>(cycleMembers);
        cell.as<CellObject>()->value = std::move(slots[i]);
        slots[i] = std::move(cell);
    }
    return frame;
}

Value Interpreter::Implementation::callFunction(const Value& function,
                                                const std::vector<Value>& positional,
                                                const KeywordArguments& keywords)
{
    const std::size_t base = frames.size();
    auto frame = bindArguments(*function.as<FunctionObject>(), positional, keywords);
    if (auto generator = enterFunction(function, std::move(frame))) {
        observer.expressionEvaluated(self.currentSpan(), *generator);
        return std::move(*generator);
    }
    execute(base);
    return std::move(result);
}

void Interpreter::Implementation::makeFunction(Frame& frame, const std::shared_ptr<Code>& code)
{
    auto* function = new FunctionObject;
    Value value = Value::object(function);
    function->code = code;
    std::size_t defaults = 0;
    for (const auto& parameter : code->parameters)
        defaults += parameter.hasDefault ? 1 : 0;
    const std::size_t begin = frame.stack.size() - defaults;
    for (std::size_t i = begin; i < frame.stack.size(); ++i)
        function->defaults.push_back(std::move(frame.stack[i]));
    frame.stack.resize(begin);
    for (const Code::Free& free : code->freeVariables)
        function->closure.push_back(frame.slots[static_cast<std::size_t>(free.outerSlot)]);
    frame.stack.push_back(std::move(value));
}

} // namespace engine::lang
