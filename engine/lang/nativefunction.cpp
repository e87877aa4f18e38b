#include "engine/lang/nativefunction.h"

#include <algorithm>

#include "engine/lang/interpreter.h"
#include "engine/lang/signature.h"

namespace engine::lang {

NativeFunction::NativeFunction(std::string name, std::vector<Parameter> parameters, Body body)
    : m_name(std::move(name))
    , m_parameters(std::move(parameters))
    , m_body(std::move(body))
{
}

NativeFunction::NativeFunction(std::string name, VariadicBody body)
    : m_name(std::move(name))
    , m_variadicBody(std::move(body))
{
}

std::string NativeFunction::repr(Interpreter& /*interpreter*/) const
{
    return "<built-in function " + m_name + ">";
}

Value NativeFunction::call(Interpreter& interpreter, const std::vector<Value>& positional,
                           const KeywordArguments& keywords)
{
    if (m_variadicBody)
        return m_variadicBody(interpreter, positional, keywords);
    const std::size_t count = m_parameters.size();
    if (positional.size() > count) {
        const auto required =
            static_cast<std::size_t>(std::count_if(m_parameters.begin(), m_parameters.end(),
                                                   [](const Parameter& p) { return p.required; }));
        raiseTooManyPositional(m_name, required, count, positional.size());
    }
    std::vector<Value> arguments(positional);
    arguments.resize(count, Value::unbound());
    for (const auto& [name, value] : keywords) {
        std::size_t at = 0;
        while (at < count && m_parameters[at].name != name)
            ++at;
        if (at == count) {
            std::vector<std::string> names;
            for (const Parameter& parameter : m_parameters)
                names.push_back(parameter.name);
            raiseUnexpectedKeyword(m_name, name, names);
        }
        if (!arguments[at].isUnbound())
            raiseMultipleValues(m_name, name);
        arguments[at] = value;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < count; ++i) {
        if (!arguments[i].isUnbound())
            continue;
        if (m_parameters[i].required)
            missing.push_back(m_parameters[i].name);
        else
            arguments[i] = m_parameters[i].defaultValue;
    }
    if (!missing.empty())
        raiseMissing(m_name, missing, "positional");
    return m_body(interpreter, arguments);
}

void Module::define(const std::string& name, Value value)
{
    const auto at = std::lower_bound(
        m_members.begin(), m_members.end(), name,
        [](const auto& member, const std::string& key) { return member.first < key; });
    if (at != m_members.end() && at->first == name)
        at->second = std::move(value);
    else
        m_members.emplace(at, name, std::move(value));
}

void Module::function(const std::string& name, std::vector<Parameter> parameters,
                      NativeFunction::Body body)
{
    define(name, makeValue<NativeFunction>(name, std::move(parameters), std::move(body)));
}

std::string Module::repr(Interpreter& /*interpreter*/) const
{
    return "<module '" + m_name + "'>";
}

std::optional<Value> Module::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    const auto at = std::lower_bound(
        m_members.begin(), m_members.end(), name,
        [](const auto& member, const std::string& key) { return member.first < key; });
    if (at != m_members.end() && at->first == name)
        return at->second;
    return {};
}

std::vector<std::string> Module::attributeNames() const
{
    std::vector<std::string> names;
    for (const auto& [name, value] : m_members)
        names.push_back(name);
    return names;
}

} // namespace engine::lang
