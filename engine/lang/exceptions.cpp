#include <algorithm>

#include "engine/lang/implementation.h"

namespace engine::lang {

namespace {

constexpr std::pair<const char*, const char*> hierarchy[] = {
    {"BaseException", ""},
    {"Exception", "BaseException"},
    {"KeyboardInterrupt", "BaseException"},
    {"SystemExit", "BaseException"},
    {"GeneratorExit", "BaseException"},
    {"ArithmeticError", "Exception"},
    {"ZeroDivisionError", "ArithmeticError"},
    {"OverflowError", "ArithmeticError"},
    {"FloatingPointError", "ArithmeticError"},
    {"AssertionError", "Exception"},
    {"AttributeError", "Exception"},
    {"ImportError", "Exception"},
    {"ModuleNotFoundError", "ImportError"},
    {"LookupError", "Exception"},
    {"IndexError", "LookupError"},
    {"KeyError", "LookupError"},
    {"MemoryError", "Exception"},
    {"NameError", "Exception"},
    {"UnboundLocalError", "NameError"},
    {"RuntimeError", "Exception"},
    {"NotImplementedError", "RuntimeError"},
    {"RecursionError", "RuntimeError"},
    {"StopIteration", "Exception"},
    {"TypeError", "Exception"},
    {"ValueError", "Exception"},
    {"OSError", "Exception"},
    {"SyntaxError", "Exception"},
    {"Warning", "Exception"},
    {"UserWarning", "Warning"},
    {"DeprecationWarning", "Warning"},
    {"FutureWarning", "Warning"},
    {"RuntimeWarning", "Warning"},
};

} // namespace

Value makeExceptionClass(const std::string& name, const std::string& baseName,
                         const std::string& module)
{
    Value value = makeValue<ClassObject>(name, std::vector<Value>());
    value.as<ClassObject>()->baseName = baseName;
    value.as<ClassObject>()->module = module;
    value.as<ClassObject>()->isBuiltin = true;
    value.as<ClassObject>()->isException = true;
    return value;
}

void Interpreter::Implementation::defineExceptions()
{
    for (const auto& [name, base] : hierarchy) {
        std::vector<Value> bases;
        if (*base != '\0')
            bases.push_back(exceptionClasses.at(base));
        Value value = makeValue<ClassObject>(name, std::move(bases));
        value.as<ClassObject>()->isBuiltin = true;
        value.as<ClassObject>()->isException = true;
        exceptionClasses[name] = value;
        defineBuiltin(name, value);
    }
}

/// Exception classes that a module brings find their base now that there is an interpreter.
void Interpreter::Implementation::registerExceptions(const Value& module)
{
    auto* object = module.as<Module>();
    if (object == nullptr)
        return;
    for (const std::string& name : object->attributeNames()) {
        const Value member = *object->attribute(self, name);
        if (member.as<Module>() != nullptr && !member.isSame(module))
            registerExceptions(member);
        auto* type = member.as<ClassObject>();
        if (type == nullptr || type->baseName.empty())
            continue;
        if (type->bases.empty())
            type->bases.push_back(exceptionClass(type->baseName));
        exceptionClasses[type->name] = member;
    }
}

Value Interpreter::Implementation::exceptionClass(const std::string& kind)
{
    Value& known = exceptionClasses[kind];
    if (known.isNone())
        known = makeValue<ClassObject>(kind, std::vector<Value>{exceptionClasses.at("Exception")});
    return known;
}

Value Interpreter::Implementation::exceptionObject(RaisedError& error)
{
    if (error.exception.isNone()) {
        error.exception = makeValue<Instance>(cycleMembers, exceptionClass(error.kind));
        auto& arguments = exceptionIn(error.exception).arguments;
        if (!error.value.isNone())
            arguments.push_back(error.value);
        else if (!error.message.empty())
            arguments.push_back(makeString(error.message));
        auto* instance = error.exception.as<Instance>();
        if (!instance->classObject().module.empty())
            instance->store("message", makeString(error.message));
    }
    Value value = error.exception;
    auto& origin = exceptionIn(value).origin;
    origin = std::make_shared<RaisedError>(error);
    origin->exception = {};
    return value;
}

Value Interpreter::Implementation::activeException() const
{
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
        const int at = (*frame)->at - 1;
        for (const Code::Handled& handled : (*frame)->code->handled)
            if (at >= handled.begin && at < handled.end)
                return (*frame)->slots[static_cast<std::size_t>(handled.slot)];
    }
    return {};
}

/// Sets __context__, without making a circle.
void Interpreter::Implementation::linkToActive(RaisedError& error)
{
    const Value active = activeException();
    if (active.as<Instance>() == nullptr)
        return;
    const Value raised = exceptionObject(error);
    if (raised.isSame(active))
        return;
    for (Value at = active; at.as<Instance>() != nullptr; at = Value(exceptionIn(at).context))
        if (exceptionIn(at).context.isSame(raised))
            exceptionIn(at).context = {};
    exceptionIn(raised).context = active;
}

RaisedError Interpreter::Implementation::errorOf(const Value& exception) const
{
    const auto* instance = exception.as<Instance>();
    RaisedError error = instance->exception->origin
        ? *instance->exception->origin
        : RaisedError(instance->classObject().name, self.str(exception));
    error.exception = exception;
    return error;
}

void Interpreter::Implementation::raise(Frame& frame, int mode)
{
    if (mode == 0) {
        const Value active = activeException();
        if (active.isNone())
            throw RaisedError("RuntimeError", "No active exception to reraise");
        throw errorOf(active);
    }
    if (mode == 1)
        throw raisedBy(frame.pop());
    Value cause = frame.pop();
    RaisedError error = raisedBy(frame.pop());
    if (cause.as<ClassObject>() != nullptr)
        cause = self.call(cause, {});
    if (!cause.isNone() && (cause.as<Instance>() == nullptr || !cause.as<Instance>()->exception))
        throw RaisedError("TypeError", "exception causes must derive from BaseException");
    exceptionIn(error.exception).cause = cause;
    exceptionIn(error.exception).isContextSuppressed = true;
    throw error;
}

RaisedError Interpreter::Implementation::raisedBy(const Value& exception)
{
    Value value = exception;
    if (auto* type = value.as<ClassObject>(); type != nullptr && type->isException)
        value = self.call(value, {});
    auto* instance = value.as<Instance>();
    if (instance == nullptr || !instance->exception)
        throw RaisedError("TypeError", "exceptions must derive from BaseException");
    std::vector<Diagnostic::Frame> earlier;
    if (const auto& origin = instance->exception->origin) {
        const auto shared = std::min(frames.size() - 1, origin->frames.size());
        earlier.assign(origin->frames.begin() + static_cast<std::ptrdiff_t>(shared),
                       origin->frames.end());
    }
    instance->exception->origin = nullptr;
    RaisedError error = errorOf(value);
    error.earlierFrames = std::move(earlier);
    return error;
}

bool Interpreter::Implementation::matchesException(const Value& exception, const Value& type)
{
    const NativeCall nested(*this);
    if (const auto* several = tupleElements(type))
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& t) { return matchesException(exception, t); });
    auto* wanted = type.as<ClassObject>();
    if (wanted == nullptr || !wanted->isException)
        throw RaisedError("TypeError",
                          "catching classes that do not inherit from BaseException is not allowed");
    const ClassObject& raised = exception.as<Instance>()->classObject();
    return raised.derivesFrom(wanted) || (wanted->isBuiltin && raised.derivesFrom(wanted->name));
}

Diagnostic Interpreter::Implementation::diagnosticOf(const RaisedError& error, int linked) const
{
    constexpr int mostLinked = 20;
    Diagnostic diagnostic{error.kind, error.message, error.hint, error.span, error.frames};
    if (!diagnostic.span.isValid())
        diagnostic.span = spanOutsideFrames;
    const auto* instance = error.exception.as<Instance>();
    if (instance == nullptr || linked == mostLinked)
        return diagnostic;
    const ExceptionState& state = *instance->exception;
    diagnostic.isCausedByEarlier = !state.cause.isNone();
    const Value& earlier = diagnostic.isCausedByEarlier ? state.cause
        : state.isContextSuppressed                     ? state.cause
                                                        : state.context;
    if (!earlier.isNone())
        diagnostic.earlier =
            std::make_shared<const Diagnostic>(diagnosticOf(errorOf(earlier), linked + 1));
    return diagnostic;
}

namespace {

/// What __exit__ gets as its third argument.
class TracebackObject : public Object
{
public:
    explicit TracebackObject(int line)
        : m_line(line)
    {
    }
    std::string typeName() const override { return "traceback"; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        return name == "tb_lineno" ? std::optional(Value::integer(m_line)) : std::nullopt;
    }

private:
    const int m_line;
};

} // namespace

Value Interpreter::Implementation::tracebackOf(const Value& exception) const
{
    const auto& origin = exceptionIn(exception).origin;
    if (!origin || origin->frames.empty())
        return {};
    const SourceSpan& span = origin->frames.back().span;
    const auto source = sources.find(span.cell);
    return makeValue<TracebackObject>(
        source == sources.end() ? 0 : positionAt(*source->second, span.begin).line);
}

void raiseKeyError(Interpreter& interpreter, const Value& key)
{
    RaisedError error("KeyError", interpreter.repr(key));
    error.value = key;
    throw error;
}

} // namespace engine::lang
