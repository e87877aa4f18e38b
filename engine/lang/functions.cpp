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

GeneratorObject::GeneratorObject(std::unique_ptr<Frame> suspended)
    : frame(std::move(suspended))
{
}
GeneratorObject::~GeneratorObject() = default;

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
    if (running)
        throw RaisedError("ValueError", "generator already executing");
    if (!frame)
        return {};
    auto& implementation = interpreter.implementation();
    const Value keepAlive = Value::object(this);
    const std::size_t base = implementation.frames.size();
    if (base >= static_cast<std::size_t>(implementation.limits.depth))
        throw RaisedError("RecursionError", "maximum recursion depth exceeded");
    implementation.frames.push_back(std::move(frame));
    implementation.yielded = false;
    running = true;
    try {
        implementation.execute(base);
    } catch (...) {
        running = false;
        throw;
    }
    running = false;
    if (!implementation.yielded)
        return {};
    implementation.yielded = false;
    return std::move(implementation.result);
}

std::string BuiltinMethod::repr(Interpreter& interpreter) const
{
    const std::string object = interpreter.defaultRepr(*this);
    return "<built-in method " + std::string(m_method.name) + " of " + m_ownerName + " object"
        + object.substr(object.find(" at "));
}

Value BuiltinMethod::call(Interpreter& interpreter, const std::vector<Value>& positional,
                          const KeywordArguments& keywords)
{
    const std::string name(m_method.name);
    const auto given = static_cast<int>(positional.size());
    if (!keywords.empty() && !m_method.takesKeywords)
        throw RaisedError("TypeError", name + "() takes no keyword arguments");
    const std::string arguments = std::to_string(given);
    if (given < m_method.least || (m_method.most >= 0 && given > m_method.most)) {
        if (m_method.most == 0)
            throw RaisedError("TypeError",
                              name + "() takes no arguments (" + arguments + " given)");
        if (m_method.most == 1 && m_method.least == 1)
            throw RaisedError("TypeError",
                              name + "() takes exactly one argument (" + arguments + " given)");
        const bool few = given < m_method.least;
        const int bound = few ? m_method.least : m_method.most;
        const char* word = m_method.least == m_method.most ? "" : few ? "at least " : "at most ";
        throw RaisedError("TypeError",
                          name + " expected " + word + std::to_string(bound) + " argument"
                              + (bound == 1 ? "" : "s") + ", got " + arguments);
    }
    return charged(interpreter, m_method.body(interpreter, m_self, positional, keywords));
}

std::optional<Value> bindMethod(Object& self, std::span<const Method> methods,
                                const std::string& name)
{
    for (const Method& method : methods)
        if (method.name == name)
            return makeValue<BuiltinMethod>(Value::object(&self), method, self.typeName());
    return {};
}

std::vector<std::string> methodNames(std::span<const Method> methods)
{
    std::vector<std::string> names;
    for (const Method& method : methods)
        names.emplace_back(method.name);
    return names;
}

std::string BoundMethod::repr(Interpreter& interpreter) const
{
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
