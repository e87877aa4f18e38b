#include "engine/learning/codehelp.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/lang/classes.h"
#include "engine/lang/nativefunction.h"
#include "engine/learning/codereading.h"
#include "engine/learning/namedocs.h"
#include "engine/learning/nameresolver.h"
#include "engine/recording/sentence.h"
#include "engine/recording/session.h"

namespace engine {
namespace {

constexpr std::array keywords{"and",  "as",     "assert", "break",  "class", "continue", "def",
                              "del",  "elif",   "else",   "except", "False", "finally",  "for",
                              "from", "global", "if",     "import", "in",    "is",       "lambda",
                              "None", "not",    "or",     "pass",   "raise", "return",   "True",
                              "try",  "while",  "with",   "yield"};

} // namespace

CodeHelp::CodeHelp()
    : m_resolver(std::make_unique<NameResolver>())
{
}

CodeHelp::~CodeHelp() = default;

Completions CodeHelp::complete(const std::string& above, const std::string& source, int caret) const
{
    NameResolver& m = *m_resolver;
    const DottedName typed = dottedNameBefore(source, caret);
    Completions result;
    result.begin = typed.lastBegin;
    result.end = caret;
    if (typed.isInText)
        return result;
    const CodeReading code = readCode(above, source);
    const std::string start = typed.path.empty() ? std::string() : typed.path.back();
    std::set<std::string> seen;
    const auto add = [&](NameHelp help) {
        const bool fits = help.name.rfind(start, 0) == 0
            && (help.name[0] != '_' || (!start.empty() && start[0] == '_'));
        if (fits && seen.insert(help.name).second)
            result.names.push_back(std::move(help));
    };
    if (typed.path.size() > 1) {
        const auto parent = m.resolve(code, {typed.path.begin(), typed.path.end() - 1});
        if (!parent || !parent->value.isObject() || parent->value.isUnbound())
            return result;
        std::vector<std::string> names = parent->value.asObject()->attributeNames();
        if (names.empty()) { // the language's own types keep their methods elsewhere
            for (const std::string& name : methodNames(parent->path)) {
                if (m.attribute(parent->value, name))
                    names.push_back(name);
            }
        }
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            if (const auto value = m.attribute(parent->value, name))
                add(m.helpOf(name, {*value, parent->path + "." + name, {}}));
        }
        return result;
    }
    if (const auto call = callAt(above, source, caret)) {
        const auto thing = m.resolve(code, callBefore(source, caret).path);
        const auto* function = thing ? thing->value.as<lang::NativeFunction>() : nullptr;
        if (const auto* type = thing ? thing->value.as<lang::NativeClass>() : nullptr)
            function = type->constructor().as<lang::NativeFunction>();
        if (function) {
            for (const lang::Parameter& parameter : function->parameters()) {
                NameHelp help;
                help.name = parameter.name + "=";
                help.kind = NameHelp::Kind::Argument;
                if (!parameter.required && !parameter.defaultValue.isUnbound())
                    help.signature = m.interpreter.repr(parameter.defaultValue);
                if (parameter.kind == lang::Parameter::Kind::Plain
                    || parameter.kind == lang::Parameter::Kind::KeywordOnly)
                    add(help);
            }
        }
    }
    for (const auto& [name, binding] : code.bindings) {
        if (const auto thing = m.bound(code, name, 0))
            add(m.helpOf(name, *thing));
        else
            add({name, {}, NameHelp::Kind::Name, {}, {}});
    }
    if (!start.empty()) {
        for (const char* const keyword : keywords)
            add({keyword, {}, NameHelp::Kind::Keyword, {}, {}});
        for (const NameDoc& doc : pythonDocs()) {
            const std::string name(doc.name);
            if (name.rfind(start, 0) != 0)
                continue;
            if (const auto value = m.builtinValue(name))
                add(m.helpOf(name, {*value, name, {}}));
        }
    }
    return result;
}

std::optional<CallHelp> CodeHelp::callAt(const std::string& above, const std::string& source,
                                         int caret) const
{
    NameResolver& m = *m_resolver;
    const OpenCall open = callBefore(source, caret);
    if (open.path.empty())
        return std::nullopt;
    const auto thing = m.resolve(readCode(above, source), open.path);
    if (!thing)
        return std::nullopt;
    CallHelp help;
    help.function = m.helpOf(open.path.back(), *thing);
    if (help.function.signature.empty())
        return std::nullopt;
    const auto* function = thing->value.as<lang::NativeFunction>();
    if (const auto* type = thing->value.as<lang::NativeClass>())
        function = type->constructor().as<lang::NativeFunction>();
    help.argument = open.argument;
    for (std::size_t i = 0; function && i < function->parameters().size(); ++i) {
        if (function->parameters()[i].name == open.keyword)
            help.argument = static_cast<int>(i) - (function->isMethod() ? 1 : 0);
    }
    return help;
}

std::optional<NameHelp> CodeHelp::nameAt(const std::string& above, const std::string& source,
                                         int offset) const
{
    int end = offset;
    while (end < static_cast<int>(source.size())
           && isNamePart(source[static_cast<std::size_t>(end)]))
        ++end;
    const DottedName name = dottedNameBefore(source, end);
    if (name.path.empty() || name.path.back().empty() || name.isInText)
        return std::nullopt;
    const auto thing = m_resolver->resolve(readCode(above, source), name.path);
    return thing ? std::optional(m_resolver->helpOf(name.path.back(), *thing)) : std::nullopt;
}

std::optional<NamePage> CodeHelp::page(const std::string& path) const
{
    const NameDoc* const doc = nameDoc(path);
    if (!doc)
        return std::nullopt;
    NamePage page;
    const CodeReading imports = readCode(NameResolver::samples, {});
    const std::vector<std::string> parts = splitPath(path);
    if (const auto thing = m_resolver->resolve(imports, parts))
        page.help = m_resolver->helpOf(parts.back(), *thing);
    page.help.path = path;
    page.help.summary = {std::string(doc->english), std::string(doc->chinese)};
    const bool isTensorflow = path.rfind("tf.", 0) == 0;
    page.example = doc->example.empty() && isTensorflow
        ? "x = tf.constant([0.5, 2.0])\n" + path + "(x)"
        : std::string(doc->example);
    if (page.example.empty())
        return page;
    // Under the name that was asked for, where a thing has several.
    const std::string written = "tf." + std::string(doc->name);
    if (const std::size_t at = page.example.find(written);
        written != path && at != std::string::npos)
        page.example.replace(at, written.size(), path);

    Lesson lesson;
    lesson.cells.resize(2);
    lesson.cells[0].source = "import tensorflow as tf\nimport numpy as np";
    lesson.cells[1].source = page.example;
    const lang::StopFlag stop;
    Session session(stop);
    const auto recording = session.run(lesson, {});
    if (!recording || recording->cellRuns.size() < 2)
        return page;
    for (const Output& output : recording->cellRuns[1].outputs)
        page.exampleResult += output.text;
    // Of the operations in the last line: one, or it has no rule of its own.
    const std::size_t lastLine = page.example.rfind('\n') + 1;
    std::set<Op> ops;
    for (const NodeFacts& facts : recording->nodes) {
        const Node& node =
            recording->graph.node({static_cast<int>(&facts - recording->nodes.data())});
        if (facts.span.cell == 1 && facts.span.begin >= static_cast<int>(lastLine)
            && node.unrecorded != Unrecorded::Leaf && !node.isBackward())
            ops.insert(node.op);
    }
    if (isTensorflow && ops.size() == 1) {
        const RuleText rule = ruleText(*ops.begin());
        page.operation = rule.forward;
        page.gradient = rule.backward;
        page.explanation = rule.explanation;
    }
    return page;
}

std::vector<std::string> CodeHelp::tensorflowPaths() const
{
    NameResolver& m = *m_resolver;
    std::vector<std::string> paths;
    for (const char* const prefix :
         {"tf", "tf.math", "tf.nn", "tf.linalg", "tf.random", "tf.keras", "tf.keras.layers",
          "tf.keras.models", "tf.keras.activations", "tf.keras.initializers",
          "tf.keras.regularizers", "tf.keras.optimizers", "tf.keras.losses", "tf.keras.metrics",
          "tf.keras.utils", "tf.keras.backend", "tf.data", "tf.data.Dataset"}) {
        const auto thing = m.resolve(readCode(NameResolver::samples, {}), splitPath(prefix));
        if (!thing)
            continue;
        for (const std::string& name : thing->value.asObject()->attributeNames()) {
            const auto value = m.attribute(thing->value, name);
            if (value && value->isObject() && value->asObject()->isCallable())
                paths.push_back(std::string(prefix) + "." + name);
        }
    }
    return paths;
}

} // namespace engine
