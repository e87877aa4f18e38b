#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/interpreter.h"
#include "engine/learning/codehelp.h"
#include "engine/learning/codereading.h"
#include "engine/library/runtime.h"
#include "engine/recording/recorder.h"

namespace engine {

/// Follows names to what they are bound to, in an interpreter of its own in which no cell runs.
struct NameResolver
{
    /// A cell that imports everything under its usual name.
    static const char* const samples;

    NameResolver();

    std::optional<lang::Value> module(const std::string& name) const;

    std::optional<lang::Value> attribute(const lang::Value& object, const std::string& name);

    /// A name as it is known by the code: what it is, and what it is called from the top.
    struct Thing
    {
        lang::Value value;
        std::string path; ///< empty: the learner's
        std::string signature; ///< of a function of the learner's
    };

    std::optional<Thing> sample(const std::string& kind) const;

    /// What the dotted path stands for, given what the code binds.
    std::optional<Thing> resolve(const CodeReading& code, const std::vector<std::string>& path,
                                 int depth = 0);

    std::optional<Thing> bound(const CodeReading& code, const std::string& name, int depth);

    static std::string shortPath(const std::string& path);

    std::optional<lang::Value> builtinValue(const std::string& name);

    /// What an expression gives, as far as that shows without running it.
    std::optional<Thing> valueOf(const CodeReading& code, const std::string& expression,
                                 const std::string& name, int depth);

    /// What a call of the thing gives: the name of a sample.
    static std::string resultOf(const Thing& function, const std::string& name);

    std::string signatureOf(const lang::Value& value);

    NameHelp helpOf(const std::string& name, const Thing& thing);

    lang::StopFlag stop;
    Recorder recorder;
    RandomSource random;
    EagerContext context;
    lang::Interpreter interpreter;
    library::Runtime runtime;
    std::map<std::string, lang::Value> builtins;
};

} // namespace engine
