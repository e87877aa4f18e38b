#include <algorithm>

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
    if (auto* method = function.as<BoundMethod>()) {
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
        const Code& code = *python->code;
        if (code.isSimple && keywords.empty() && !code.isGenerator
            && count == static_cast<std::size_t>(code.plainParameters)) {
            auto entered = newFrame(code); // the common case: the arguments move to their slots
            std::move(stack.end() - count, stack.end(), entered->slots.begin());
            stack.resize(bottom);
            enterFunction(function, std::move(entered));
            return;
        }
        auto entered = bindArguments(*python, positional, keywords);
        stack.resize(bottom);
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
    } else {
        value = self.call(function, {positional.begin(), positional.end()}, keywords);
    }
    stack.resize(bottom);
    stack.push_back(std::move(value));
    observer.expressionEvaluated(frame.span(), stack.back());
}

void Interpreter::Implementation::callKeywords(Frame& frame, const Code::KeywordCall& shape)
{
    auto& stack = frame.stack;
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

std::optional<Value> Interpreter::Implementation::enterFunction(const Value& function,
                                                                std::unique_ptr<Frame> frame)
{
    if (frames.size() >= static_cast<std::size_t>(limits.depth))
        throw RaisedError("RecursionError", "maximum recursion depth exceeded",
                          {"The function calls itself without end: a case in which it returns "
                           "without a further call is missing.",
                           "函数无休止地调用自己：缺少一个不再继续调用、直接返回的情形。"});
    const Code& code = *frame->code;
    frame->function = function;
    frame->call = self.currentSpan();
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
    const Value generator = makeValue<GeneratorObject>(std::move(frame));
    generator.as<GeneratorObject>()->frame->generator = generator.as<GeneratorObject>();
    if (!isExpression)
        observer.functionLeft(call, code.name, generator);
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
