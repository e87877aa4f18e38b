#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lang/value.h"
#include "engine/lesson/bilingualtext.h"

namespace engine::lang {

/// A parameter of a native function as Python's inspect would show it.
struct Parameter
{
    enum class Kind { Plain, KeywordOnly, Star, DoubleStar };
    std::string name;
    bool required = true;
    Value defaultValue = {}; ///< used when not required
    Kind kind = Kind::Plain;

    static Parameter needed(std::string parameterName) { return {std::move(parameterName)}; }
    static Parameter optional(std::string parameterName, Value value = {})
    {
        return {std::move(parameterName), false, std::move(value)};
    }
};

/// Parameters as Python writes them: "x, y=None, *, key='a'", "*values". A default of `?` leaves the argument unbound when it is not given.
std::vector<Parameter> parametersOf(std::string_view signature);

using Arguments = std::span<const Value>;

/// A function of a module or a method of a built-in type, written in C++. Arguments arrive bound to `parameters`, in their order,
/// defaults filled in (`*rest` as a tuple, `**rest` as a dict); wrong counts and unknown keywords raise TypeError in Python's words with
/// the near name suggested.
class NativeFunction : public Object
{
public:
    using Body = std::function<Value(Interpreter&, Arguments)>;
    /// For functions that take anything.
    using VariadicBody = std::function<Value(Interpreter&, const std::vector<Value>&, const KeywordArguments&)>;

    NativeFunction(std::string name, std::vector<Parameter> parameters, Body body);
    NativeFunction(std::string name, VariadicBody body);
    /// From a signature. One that ends in "/" belongs to a function that takes no keywords, and counts as such functions do in Python.
    NativeFunction(std::string name, std::string_view signature, Body body);

    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::NativeFunction; }
    const std::string& name() const { return m_name; }
    const std::vector<Parameter>& parameters() const { return m_parameters; }
    bool isMethod() const { return m_isMethod; } ///< its first parameter is the object it is read from
    void setMethod() { m_isMethod = true; }

    std::string typeName() const override { return "function"; }
    std::string repr(Interpreter& interpreter) const override;
    bool isCallable() const override { return true; }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    Value call(Interpreter& interpreter, const std::vector<Value>& positional, const KeywordArguments& keywords) override;
    Value callWith(Interpreter& interpreter, Arguments positional, const KeywordArguments& keywords);

private:
    std::vector<Value> bind(Interpreter& interpreter, Arguments positional, const KeywordArguments& keywords) const;
    [[noreturn]] void wrongCount(std::size_t given) const;

    std::string m_name;
    std::vector<Parameter> m_parameters;
    Body m_body;
    VariadicBody m_variadicBody;
    std::size_t m_required = 0;
    std::size_t m_plain = 0;
    bool m_positionalOnly = false;
    bool m_isMethod = false;
};

/// A row of a table of functions or methods.
struct NativeRow
{
    const char* name;
    const char* signature; ///< of a method: without self, which the body gets first
    Value (*body)(Interpreter&, Arguments);
};

/// A module a cell can import: a namespace with a name. Attributes that are themselves modules give dotted imports.
class Module : public Object
{
public:
    explicit Module(std::string name) : m_name(std::move(name)) {}

    const std::string& name() const { return m_name; }
    void define(const std::string& name, Value value);
    /// define(name, NativeFunction(name, ...))
    void function(const std::string& name, std::vector<Parameter> parameters, NativeFunction::Body body);
    void functions(std::span<const NativeRow> rows);
    /// Asking for a name that Python's module has, and this one never will, raises NotImplementedError with the reason.
    void refuse(const std::string& name, BilingualText reason);

    std::string typeName() const override { return "module"; }
    std::string repr(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    void setAttribute(Interpreter& interpreter, const std::string& name, const Value& value) override;
    std::vector<std::string> attributeNames() const override;

private:
    std::string m_name;
    std::vector<std::pair<std::string, Value>> m_members; ///< sorted by name
    std::vector<std::pair<std::string, BilingualText>> m_refused;
};

} // namespace engine::lang
