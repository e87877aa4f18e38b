#include "engine/learning/nameresolver.h"

#include <utility>

#include "engine/lang/classes.h"
#include "engine/lang/nativefunction.h"
#include "engine/learning/namedocs.h"
#include "engine/library/modules.h"

namespace engine {

using lang::Value;

/// One thing of each kind a name can be bound to, so that its attributes can be asked for.
const char* const NameResolver::samples = R"(import tensorflow as tf
import numpy as np
import math
import random
import time
import matplotlib.pyplot as plt
_tensor = tf.constant([1.0])
_variable = tf.Variable([1.0])
_tape = tf.GradientTape()
_array = np.array([1.0])
_str = ''
_list = []
_dict = {}
_set = {1}
_tuple = (1,)
_int = 1
_float = 1.0
)";

NameResolver::NameResolver()
    : random(0)
    , context(recorder)
    , interpreter({}, stop, recorder)
    , runtime(interpreter, context, random)
{
    recorder.attach(interpreter, context);
    library::registerModules(interpreter, runtime);
    recorder.beginCell(0, 1, samples);
    interpreter.run(samples, 0, 1);
    recorder.endCell();
}

std::optional<Value> NameResolver::module(const std::string& name) const
{
    static const std::map<std::string, std::string> aliases{
        {"tensorflow", "tf"}, {"numpy", "np"}, {"matplotlib.pyplot", "plt"}};
    const auto alias = aliases.find(name);
    return interpreter.global(alias == aliases.end() ? name : alias->second);
}

std::optional<Value> NameResolver::attribute(const Value& object, const std::string& name)
{
    try {
        return interpreter.attribute(object, name);
    } catch (...) { // an error of the cell language: there is none
        return std::nullopt;
    }
}

std::optional<NameResolver::Thing> NameResolver::sample(const std::string& kind) const
{
    const auto value = interpreter.global("_" + kind);
    return value ? std::optional(Thing{*value, "<" + kind + ">", {}}) : std::nullopt;
}

std::optional<NameResolver::Thing>
NameResolver::resolve(const CodeReading& code, const std::vector<std::string>& path, int depth)
{
    if (path.empty() || depth > 20)
        return std::nullopt;
    std::optional<Thing> thing = bound(code, path[0], depth);
    for (std::size_t i = 1; thing && i < path.size(); ++i) {
        const std::string parent = std::exchange(thing->path, {});
        const auto value = attribute(thing->value, path[i]);
        if (!value)
            return std::nullopt;
        *thing = {*value, parent.empty() ? std::string() : parent + "." + path[i], {}};
    }
    return thing;
}

std::optional<NameResolver::Thing> NameResolver::bound(const CodeReading& code,
                                                       const std::string& name, int depth)
{
    const auto binding = code.bindings.find(name);
    if (binding == code.bindings.end()) {
        if (nameDoc(name) != nullptr) {
            if (const auto value = builtinValue(name))
                return Thing{*value, name, {}};
        }
        return std::nullopt;
    }
    switch (binding->second.kind) {
    case CodeBinding::Kind::Import: {
        std::optional<Value> value = module(binding->second.text);
        std::string path = binding->second.text;
        // "from tensorflow.math import exp"
        if (!value) {
            const std::size_t dot = path.find('.');
            value = module(path.substr(0, dot));
            for (std::size_t at = dot; value && at != std::string::npos;) {
                const std::size_t next = path.find('.', at + 1);
                value = attribute(*value, path.substr(at + 1, next - at - 1));
                at = next;
            }
        }
        if (!value)
            return std::nullopt;
        return Thing{*value, shortPath(path), {}};
    }
    case CodeBinding::Kind::Definition:
        return Thing{Value::none(), {}, binding->second.text};
    case CodeBinding::Kind::Assignment:
        return valueOf(code, binding->second.text, name, depth + 1);
    case CodeBinding::Kind::Unknown:
        return Thing{Value::none(), {}, {}};
    }
    return std::nullopt;
}

std::string NameResolver::shortPath(const std::string& path)
{
    for (const auto& [full, alias] : {std::pair<std::string, std::string>{"tensorflow", "tf"},
                                      {"numpy", "np"},
                                      {"matplotlib.pyplot", "plt"}}) {
        if (path == full || path.rfind(full + ".", 0) == 0)
            return alias + path.substr(full.size());
    }
    return path;
}

std::optional<Value> NameResolver::builtinValue(const std::string& name)
{
    const auto known = builtins.find(name);
    if (known != builtins.end())
        return known->second;
    const std::string cell = "_builtin = " + name;
    if (interpreter.run(cell, 0, 1))
        return std::nullopt;
    const auto value = interpreter.global("_builtin");
    if (value)
        builtins.emplace(name, *value);
    return value;
}

std::optional<NameResolver::Thing> NameResolver::valueOf(const CodeReading& code,
                                                         const std::string& expression,
                                                         const std::string& name, int depth)
{
    const char first = expression.empty() ? ' ' : expression[0];
    if (first == '"' || first == '\''
        || (first == 'f' && expression.size() > 1
            && (expression[1] == '"' || expression[1] == '\'')))
        return sample("str");
    if (first == '[')
        return sample("list");
    if (first == '{')
        return sample(expression.find(':') != std::string::npos || expression == "{}" ? "dict"
                                                                                      : "set");
    if (expression.ends_with(".numpy()"))
        return sample("array");
    const ExpressionHead head = expressionHead(expression);
    if (!head.path.empty() && head.path[0] != name) {
        const std::optional<Thing> thing = resolve(code, head.path, depth);
        if (thing && head.isWhole && !head.isCalled)
            return thing;
        if (thing && head.isCalled) {
            if (const std::string kind = resultOf(*thing, head.path.back()); !kind.empty())
                return sample(kind);
        }
    }
    // Arithmetic gives what its operands are.
    std::string kind;
    for (const std::string& word : wordsOf(expression)) {
        const auto thing = word == name ? std::nullopt : bound(code, word, depth + 1);
        const std::string is = thing ? thing->path : std::string();
        if (is == "<tensor>" || is == "<variable>" || is == "tf")
            return sample("tensor");
        if (is == "<array>" || is == "np")
            kind = "array";
    }
    if (!kind.empty())
        return sample(kind);
    if (first >= '0' && first <= '9')
        return sample(expression.find_first_of(".e") == std::string::npos ? "int" : "float");
    return Thing{Value::none(), {}, {}};
}

std::string NameResolver::resultOf(const Thing& function, const std::string& name)
{
    if (function.path == "tf.Variable")
        return "variable";
    if (function.path == "tf.GradientTape")
        return "tape";
    if (name == "gradient" || name == "jacobian" || name == "batch_jacobian")
        return "tensor";
    if (name == "numpy")
        return "array";
    if (function.path.rfind("tf.keras", 0) == 0 || function.path.rfind("tf.data", 0) == 0)
        return {};
    if (function.path.rfind("tf.", 0) == 0 || function.path.rfind("<tensor>", 0) == 0
        || function.path.rfind("<variable>", 0) == 0)
        return "tensor";
    if (function.path.rfind("np.", 0) == 0 || function.path.rfind("<array>", 0) == 0)
        return "array";
    for (const char* const type : {"str", "list", "dict", "set", "tuple", "int", "float"}) {
        if (function.path == type)
            return type;
    }
    if (function.path == "len")
        return "int";
    return {};
}

std::string NameResolver::signatureOf(const Value& value)
{
    const lang::NativeFunction* function = value.as<lang::NativeFunction>();
    if (const auto* type = value.as<lang::NativeClass>())
        function = type->constructor().as<lang::NativeFunction>();
    if (!function)
        return {};
    std::string text;
    bool isStarred = false;
    for (std::size_t i = function->isMethod() ? 1 : 0; i < function->parameters().size(); ++i) {
        const lang::Parameter& parameter = function->parameters()[i];
        using Kind = lang::Parameter::Kind;
        text += text.empty() ? "" : ", ";
        if (parameter.kind == Kind::KeywordOnly && !std::exchange(isStarred, true))
            text += "*, ";
        isStarred = isStarred || parameter.kind == Kind::Star;
        text += parameter.kind == Kind::Star ? "*" : parameter.kind == Kind::DoubleStar ? "**" : "";
        text += parameter.name;
        const bool stars = parameter.kind == Kind::Star || parameter.kind == Kind::DoubleStar;
        if (!parameter.required && !stars)
            text += "="
                + (parameter.defaultValue.isUnbound() ? "…"
                                                      : interpreter.repr(parameter.defaultValue));
    }
    return "(" + text + ")";
}

NameHelp NameResolver::helpOf(const std::string& name, const Thing& thing)
{
    NameHelp help;
    help.name = name;
    help.path = thing.path.rfind('<', 0) == 0 ? std::string() : thing.path;
    help.signature = thing.signature.empty() ? signatureOf(thing.value) : thing.signature;
    const lang::Value& value = thing.value;
    help.kind = value.as<lang::Module>() != nullptr ? NameHelp::Kind::Module
        : value.as<lang::NativeClass>() != nullptr  ? NameHelp::Kind::Class
        : !help.signature.empty()                   ? NameHelp::Kind::Function
        : value.isObject() && !value.isUnbound() && value.asObject()->isCallable()
        ? NameHelp::Kind::Function
        : NameHelp::Kind::Value;
    if (const NameDoc* doc = nameDoc(thing.path))
        help.summary = {std::string(doc->english), std::string(doc->chinese)};
    return help;
}

} // namespace engine
