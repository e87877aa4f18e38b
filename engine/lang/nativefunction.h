#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/lang/value.h"

namespace engine::lang {

/// A parameter of a native function as Python's inspect would show it.
struct Parameter
{
    std::string name;
    bool required = true;
    Value defaultValue; ///< used when not required

    static Parameter needed(std::string parameterName) { return {std::move(parameterName), true, {}}; }
    static Parameter optional(std::string parameterName, Value value = {})
    {
        return {std::move(parameterName), false, std::move(value)};
    }
};

/// A function of a module or a bound method, written in C++. Arguments arrive bound to `parameters`, in their order, defaults filled
/// in; wrong counts and unknown keywords raise TypeError in Python's words with the near name suggested.
class NativeFunction : public Object
{
public:
    using Body = std::function<Value(Interpreter&, std::span<const Value>)>;
    /// For functions like print() that take anything.
    using VariadicBody = std::function<Value(Interpreter&, const std::vector<Value>&, const KeywordArguments&)>;

    NativeFunction(std::string name, std::vector<Parameter> parameters, Body body);
    NativeFunction(std::string name, VariadicBody body);

    const std::string& name() const { return m_name; }
    const std::vector<Parameter>& parameters() const { return m_parameters; }

    std::string typeName() const override { return "function"; }
    std::string repr(Interpreter& interpreter) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional, const KeywordArguments& keywords) override;

private:
    std::string m_name;
    std::vector<Parameter> m_parameters;
    Body m_body;
    VariadicBody m_variadicBody;
};

/// A module a cell can import: a namespace with a name. Attributes that are themselves modules give dotted imports.
class Module : public Object
{
public:
    explicit Module(std::string name) : m_name(std::move(name)) {}

    void define(const std::string& name, Value value);
    /// define(name, NativeFunction(name, ...))
    void function(const std::string& name, std::vector<Parameter> parameters, NativeFunction::Body body);

    std::string typeName() const override { return "module"; }
    std::string repr(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;

private:
    std::string m_name;
    std::vector<std::pair<std::string, Value>> m_members; ///< sorted by name
};

} // namespace engine::lang
