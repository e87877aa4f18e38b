#include "engine/lang/nativefunction.h"

#include <algorithm>
#include <charconv>

#include "engine/lang/implementation.h"
#include "engine/lang/signature.h"

namespace engine::lang {

namespace {

Value defaultOf(std::string_view text)
{
    if (text == "?")
        return Value::unbound();
    if (text == "None")
        return {};
    if (text == "True" || text == "False")
        return Value::boolean(text == "True");
    if (text.starts_with('\''))
        return makeString(std::string(text.substr(1, text.size() - 2)));
    if (text.find('.') != std::string_view::npos) {
        double real = 0;
        std::from_chars(text.data(), text.data() + text.size(), real);
        return Value::real(real);
    }
    std::int64_t whole = 0;
    std::from_chars(text.data(), text.data() + text.size(), whole);
    return Value::integer(whole);
}

} // namespace

std::vector<Parameter> parametersOf(std::string_view signature)
{
    using Kind = Parameter::Kind;
    std::vector<Parameter> parameters;
    Kind kind = Kind::Plain;
    while (!signature.empty()) {
        const std::size_t end = std::min(signature.find(", "), signature.size());
        std::string_view part = signature.substr(0, end);
        signature.remove_prefix(std::min(end + 2, signature.size()));
        if (part == "/")
            continue;
        if (part == "*") {
            kind = Kind::KeywordOnly;
            continue;
        }
        Kind own = kind;
        if (part.starts_with("*")) {
            own = part.starts_with("**") ? Kind::DoubleStar : Kind::Star;
            kind = Kind::KeywordOnly;
            part.remove_prefix(own == Kind::Star ? 1 : 2);
        }
        const std::size_t equals = part.find('=');
        const bool required =
            equals == std::string_view::npos && own != Kind::Star && own != Kind::DoubleStar;
        parameters.push_back(
            {std::string(part.substr(0, equals)), required,
             equals == std::string_view::npos ? Value() : defaultOf(part.substr(equals + 1)), own});
    }
    return parameters;
}

NativeFunction::NativeFunction(std::string name, std::vector<Parameter> parameters, Body body)
    : Object(ObjectTag::NativeFunction)
    , m_name(std::move(name))
    , m_parameters(std::move(parameters))
    , m_body(std::move(body))
{
    for (const Parameter& parameter : m_parameters) {
        m_plain += parameter.kind == Parameter::Kind::Plain ? 1 : 0;
        m_required += parameter.kind == Parameter::Kind::Plain && parameter.required ? 1 : 0;
    }
}

NativeFunction::NativeFunction(std::string name, VariadicBody body)
    : Object(ObjectTag::NativeFunction)
    , m_name(std::move(name))
    , m_variadicBody(std::move(body))
{
}

NativeFunction::NativeFunction(std::string name, std::string_view signature, Body body)
    : NativeFunction(std::move(name), parametersOf(signature), std::move(body))
{
    m_positionalOnly = signature.ends_with("/");
}

std::string NativeFunction::repr(Interpreter& /*interpreter*/) const
{
    return "<built-in function " + m_name + ">";
}

std::optional<Value> NativeFunction::attribute(Interpreter& /*interpreter*/,
                                               const std::string& name)
{
    if (name == "__name__" || name == "__qualname__")
        return makeString(m_name);
    return name == "__doc__" ? std::optional(Value()) : std::nullopt;
}

void NativeFunction::wrongCount(std::size_t given) const
{
    const std::size_t self = m_isMethod ? 1 : 0;
    const std::size_t least = m_required - self;
    const std::size_t most = m_plain - self;
    given -= self;
    const std::string count = std::to_string(given);
    if (most == 0)
        throw RaisedError("TypeError", m_name + "() takes no arguments (" + count + " given)");
    if (most == 1 && least == 1)
        throw RaisedError("TypeError",
                          m_name + "() takes exactly one argument (" + count + " given)");
    const bool few = given < least;
    const std::size_t bound = few ? least : most;
    const char* const word = least == most ? "" : few ? "at least " : "at most ";
    throw RaisedError("TypeError",
                      m_name + " expected " + word + std::to_string(bound) + " argument"
                          + (bound == 1 ? "" : "s") + ", got " + count);
}

std::vector<Value> NativeFunction::bind(Interpreter& interpreter, Arguments positional,
                                        const KeywordArguments& keywords) const
{
    using Kind = Parameter::Kind;
    const std::size_t count = m_parameters.size();
    const auto find = [this](Kind kind) {
        return std::find_if(m_parameters.begin(), m_parameters.end(),
                            [kind](const Parameter& p) { return p.kind == kind; })
            - m_parameters.begin();
    };
    const auto star = static_cast<std::size_t>(find(Kind::Star));
    const auto doubleStar = static_cast<std::size_t>(find(Kind::DoubleStar));
    if (m_positionalOnly && !keywords.empty())
        throw RaisedError("TypeError", m_name + "() takes no keyword arguments");
    if (positional.size() > m_plain && star == count) {
        if (m_positionalOnly)
            wrongCount(positional.size());
        raiseTooManyPositional(m_name, m_required, m_plain, positional.size());
    }
    if (m_positionalOnly && positional.size() < m_required)
        wrongCount(positional.size());
    const std::size_t plain = std::min(positional.size(), m_plain);
    std::vector<Value> arguments(positional.begin(),
                                 positional.begin() + static_cast<std::ptrdiff_t>(plain));
    arguments.resize(count, Value::unbound());
    if (star < count)
        arguments[star] =
            makeTuple({positional.begin() + static_cast<std::ptrdiff_t>(plain), positional.end()});
    std::vector<std::pair<Value, Value>> others;
    for (const auto& [name, value] : keywords) {
        std::size_t at = 0;
        while (at < count && (m_parameters[at].name != name || at == star || at == doubleStar))
            ++at;
        if (at == count && doubleStar < count) {
            others.emplace_back(makeString(name), value);
            continue;
        }
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
    if (doubleStar < count)
        arguments[doubleStar] = makeDict(interpreter, others);
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
    return arguments;
}

Value NativeFunction::callWith(Interpreter& interpreter, Arguments positional,
                               const KeywordArguments& keywords)
{
    const Value keepAlive = Value::object(this);
    if (m_variadicBody)
        return m_variadicBody(interpreter, {positional.begin(), positional.end()}, keywords);
    if (keywords.empty() && positional.size() == m_plain && m_plain == m_parameters.size())
        return charged(interpreter, m_body(interpreter, positional));
    return charged(interpreter, m_body(interpreter, bind(interpreter, positional, keywords)));
}

Value NativeFunction::call(Interpreter& interpreter, const std::vector<Value>& positional,
                           const KeywordArguments& keywords)
{
    return callWith(interpreter, positional, keywords);
}

namespace {

auto memberAt(auto& members, const std::string& name)
{
    return std::lower_bound(
        members.begin(), members.end(), name,
        [](const auto& member, const std::string& key) { return member.first < key; });
}

} // namespace

void Module::define(const std::string& name, Value value)
{
    const auto at = memberAt(m_members, name);
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

void Module::functions(std::span<const NativeRow> rows)
{
    for (const NativeRow& row : rows)
        define(row.name, makeValue<NativeFunction>(row.name, row.signature, row.body));
}

std::string Module::repr(Interpreter& /*interpreter*/) const
{
    return "<module '" + m_name + "'>";
}

std::optional<Value> Module::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    const auto at = memberAt(m_members, name);
    if (at != m_members.end() && at->first == name)
        return at->second;
    for (const auto& [refused, reason] : m_refused) {
        if (refused == name)
            throw RaisedError("NotImplementedError",
                              m_name + "." + name + " is not available in cells", reason);
    }
    return name == "__name__" ? std::optional(makeString(m_name)) : std::nullopt;
}

void Module::refuse(const std::string& name, BilingualText reason)
{
    m_refused.emplace_back(name, std::move(reason));
}

void Module::setAttribute(Interpreter& /*interpreter*/, const std::string& name,
                          const Value& /*value*/)
{
    throw RaisedError("AttributeError", "'" + m_name + "." + name + "' cannot be set",
                      {"The modules of cells cannot be changed.", "单元格中的模块不能修改。"});
}

std::vector<std::string> Module::attributeNames() const
{
    std::vector<std::string> names;
    for (const auto& [name, value] : m_members)
        names.push_back(name);
    return names;
}

} // namespace engine::lang
