#include "engine/lang/functions.h"

#include "engine/lang/implementation.h"

namespace engine::lang {

std::string FunctionObject::repr(Interpreter& interpreter) const
{
    const std::string object = interpreter.defaultRepr(*this);
    return "<function " + code->name + object.substr(object.find(" at "));
}

Value FunctionObject::call(Interpreter& interpreter, const std::vector<Value>& positional,
                           const KeywordArguments& keywords)
{
    return interpreter.implementation().callFunction(Value::object(this), positional, keywords);
}

std::optional<Value> FunctionObject::attribute(Interpreter& /*interpreter*/,
                                               const std::string& name)
{
    for (const auto& [key, value] : attributes)
        if (key == name)
            return value;
    if (name == "__name__" || name == "__qualname__")
        return makeString(code->name);
    if (name == "__doc__")
        return code->hasDocumentation ? makeString(code->documentation) : Value();
    return {};
}

void FunctionObject::setAttribute(Interpreter& /*interpreter*/, const std::string& name,
                                  const Value& value)
{
    for (auto& [key, old] : attributes) {
        if (key == name) {
            old = value;
            return;
        }
    }
    attributes.emplace_back(name, value);
}

namespace {

class SharedIterator : public Iterator
{
public:
    explicit SharedIterator(Value source)
        : m_source(std::move(source))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override
    {
        if (auto* generator = m_source.as<GeneratorObject>())
            return generator->next(interpreter);
        const NativeCall call(interpreter); // iterators of iterators of iterators
        return m_source.as<IteratorObject>()->next(interpreter);
    }

private:
    Value m_source;
};

} // namespace

std::unique_ptr<Iterator> iteratorOver(Value generatorOrIterator)
{
    return std::make_unique<SharedIterator>(std::move(generatorOrIterator));
}

std::unique_ptr<Iterator> IteratorObject::iterate(Interpreter& /*interpreter*/)
{
    return iteratorOver(Value::object(this));
}

DroppedFrames::DroppedFrames(std::function<void()> hasSome)
    : notify(std::move(hasSome))
{
}
DroppedFrames::~DroppedFrames() = default;

GeneratorObject::GeneratorObject(std::unique_ptr<Frame> suspended,
                                 std::shared_ptr<DroppedFrames> dropped)
    : Object(ObjectTag::Generator)
    , frame(std::move(suspended))
    , m_dropped(std::move(dropped))
{
    frame->generator = this;
}

GeneratorObject::~GeneratorObject()
{
    if (frame && !frame->handlers.empty() && m_dropped->notify) {
        m_dropped->frames.push_back(std::move(frame));
        m_dropped->notify();
    }
}

std::string GeneratorObject::repr(Interpreter& interpreter) const
{
    return interpreter.defaultRepr(*this);
}

std::unique_ptr<Iterator> GeneratorObject::iterate(Interpreter& /*interpreter*/)
{
    return iteratorOver(Value::object(this));
}

std::optional<Value> GeneratorObject::next(Interpreter& interpreter)
{
    return resume(interpreter, {}, nullptr);
}

bool GeneratorObject::proceed(Interpreter& interpreter, Value sent)
{
    if (running)
        throw RaisedError("ValueError", "generator already executing");
    if (!frame)
        return false;
    auto& implementation = interpreter.implementation();
    implementation.checkDepth();
    if (frame->at == 0 && !sent.isNone())
        throw RaisedError("TypeError", "can't send non-None value to a just-started generator");
    if (frame->at > 0)
        frame->stack.back() = std::move(sent); // what the yield expression gives
    running = true;
    implementation.frames.push_back(std::move(frame));
    return true;
}

std::optional<Value> GeneratorObject::resume(Interpreter& interpreter, Value sent,
                                             const RaisedError* thrown)
{
    if (!frame && !running) {
        if (thrown != nullptr)
            throw RaisedError(*thrown);
        return {};
    }
    auto& implementation = interpreter.implementation();
    const Value keepAlive = Value::object(this);
    RaisedError raised("", "");
    if (auto* inner = thrown != nullptr && frame ? delegate() : nullptr) {
        // `yield from`: the exception is the inner one's
        const NativeCall nested(implementation);
        const Value keepInner = Value::object(inner);
        running = true;
        try {
            if (thrown->kind == "GeneratorExit") {
                inner->close(interpreter);
            } else if (auto value = inner->resume(interpreter, {}, thrown)) {
                running = false;
                return value;
            } else {
                frame->stack.pop_back();
                ++frame->at;
                sent = inner->returned;
                thrown = nullptr;
            }
        } catch (const RaisedError& error) {
            raised = error;
            thrown = &raised;
        } catch (...) {
            running = false;
            throw;
        }
        running = false;
    }
    const std::size_t base = implementation.frames.size();
    proceed(interpreter, std::move(sent));
    implementation.yielded = false;
    implementation.execute(base, thrown);
    if (!std::exchange(implementation.yielded, false))
        return {};
    return std::move(implementation.result);
}

/// The generator that `yield from` waits for.
GeneratorObject* GeneratorObject::delegate() const
{
    const auto& stack = frame->stack;
    if (frame->at == 0
        || frame->code->instructions[static_cast<std::size_t>(frame->at)].op != Op::YieldFrom)
        return nullptr;
    return stack[stack.size() - 2].as<GeneratorObject>();
}

void GeneratorObject::close(Interpreter& interpreter)
{
    if (!frame || frame->at == 0) {
        frame.reset();
        return;
    }
    const RaisedError exit("GeneratorExit", "");
    try {
        if (resume(interpreter, {}, &exit))
            throw RaisedError("RuntimeError", "generator ignored GeneratorExit");
    } catch (const RaisedError& error) {
        if (error.kind != "GeneratorExit" && error.kind != "StopIteration")
            throw;
    }
}

namespace {

GeneratorObject& generatorIn(Arguments a)
{
    return *a[0].as<GeneratorObject>();
}

Value valueOrStop(GeneratorObject& generator, std::optional<Value> value)
{
    if (value)
        return std::move(*value);
    throw stopIteration(generator.returned);
}

Value send(Interpreter& i, Arguments a)
{
    return valueOrStop(generatorIn(a), generatorIn(a).resume(i, a[1], nullptr));
}

Value throwInto(Interpreter& i, Arguments a)
{
    const RaisedError error = i.implementation().raisedBy(a[1]);
    return valueOrStop(generatorIn(a), generatorIn(a).resume(i, {}, &error));
}

Value close(Interpreter& i, Arguments a)
{
    generatorIn(a).close(i);
    return {};
}

Value nextOfGenerator(Interpreter& i, Arguments a)
{
    return valueOrStop(generatorIn(a), generatorIn(a).next(i));
}

constexpr NativeRow methods[] = {
    {"send", "value, /", send},
    {"throw", "type, /", throwInto},
    {"close", "/", close},
    {"__next__", "/", nextOfGenerator},
};

} // namespace

std::span<const NativeRow> generatorMethods()
{
    return methods;
}

RaisedError stopIteration(const Value& value)
{
    RaisedError error("StopIteration", "");
    if (!value.isNone())
        error.value = value;
    return error;
}

std::string BoundMethod::typeName() const
{
    return function.as<NativeFunction>() != nullptr ? "builtin_function_or_method" : "method";
}

std::string BoundMethod::repr(Interpreter& interpreter) const
{
    if (const auto* native = function.as<NativeFunction>()) {
        const std::string object = interpreter.defaultRepr(*this);
        return "<built-in method " + native->name() + " of " + interpreter.typeName(self)
            + " object" + object.substr(object.find(" at "));
    }
    const auto* code = function.as<FunctionObject>();
    return "<bound method " + interpreter.typeName(self) + "."
        + (code != nullptr ? code->code->name : "?") + " of " + interpreter.repr(self) + ">";
}

Value BoundMethod::call(Interpreter& interpreter, const std::vector<Value>& positional,
                        const KeywordArguments& keywords)
{
    std::vector<Value> all = {self};
    all.insert(all.end(), positional.begin(), positional.end());
    return interpreter.call(function, all, keywords);
}

std::optional<Value> BoundMethod::attribute(Interpreter& interpreter, const std::string& name)
{
    if (name == "__self__")
        return self;
    if (name == "__func__")
        return function;
    return function.isObject() ? function.asObject()->attribute(interpreter, name) : std::nullopt;
}

} // namespace engine::lang
