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
        auto* instance = new Instance(cycleMembers, exceptionClass(error.kind));
        error.exception = Value::object(instance);
        if (!error.value.isNone())
            instance->arguments.push_back(error.value);
        else if (!error.message.empty())
            instance->arguments.push_back(makeString(error.message));
        if (!instance->classObject().module.empty())
            instance->store("message", makeString(error.message));
    }
    Value value = error.exception;
    if (auto* instance = value.as<Instance>()) {
        instance->origin = std::make_shared<RaisedError>(error);
        instance->origin->exception = {};
    }
    return value;
}

RaisedError Interpreter::Implementation::errorOf(const Value& exception)
{
    auto* instance = exception.as<Instance>();
    if (instance->origin) {
        RaisedError error = *instance->origin;
        error.exception = exception;
        return error;
    }
    RaisedError error(instance->classObject().name, self.str(exception));
    error.exception = exception;
    return error;
}

void Interpreter::Implementation::reraise(const Value& exception)
{
    throw errorOf(exception);
}

void Interpreter::Implementation::raise(Frame& frame, int mode)
{
    if (mode == 0)
        throw RaisedError("RuntimeError", "No active exception to reraise");
    if (mode == 1)
        throw raisedBy(frame.pop());
    Value cause = frame.pop();
    RaisedError error = raisedBy(frame.pop());
    if (cause.as<ClassObject>() != nullptr)
        cause = self.call(cause, {});
    error.exception.as<Instance>()->store("__cause__", cause);
    throw error;
}

RaisedError Interpreter::Implementation::raisedBy(const Value& exception)
{
    Value value = exception;
    if (auto* type = value.as<ClassObject>(); type != nullptr && type->derivesFrom("BaseException"))
        value = self.call(value, {});
    auto* instance = value.as<Instance>();
    if (instance == nullptr || !instance->isException())
        throw RaisedError("TypeError", "exceptions must derive from BaseException");
    instance->origin = nullptr;
    return errorOf(value);
}

bool Interpreter::Implementation::matchesException(const Value& exception, const Value& type)
{
    if (const auto* several = tupleElements(type))
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& t) { return matchesException(exception, t); });
    auto* wanted = type.as<ClassObject>();
    if (wanted == nullptr || !wanted->derivesFrom("BaseException"))
        throw RaisedError("TypeError",
                          "catching classes that do not inherit from BaseException is not allowed");
    const ClassObject& raised = exception.as<Instance>()->classObject();
    return raised.derivesFrom(wanted) || (wanted->isBuiltin && raised.derivesFrom(wanted->name));
}

Diagnostic Interpreter::Implementation::diagnosticOf(const RaisedError& error) const
{
    Diagnostic diagnostic{error.kind, error.message, error.hint, error.span, error.frames};
    if (!diagnostic.span.isValid())
        diagnostic.span = spanOutsideFrames;
    return diagnostic;
}

void raiseKeyError(Interpreter& interpreter, const Value& key)
{
    RaisedError error("KeyError", interpreter.repr(key));
    error.value = key;
    throw error;
}

} // namespace engine::lang
