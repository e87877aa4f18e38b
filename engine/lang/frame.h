#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/lang/code.h"
#include "engine/lang/containers.h"
#include "engine/lang/functions.h"

namespace engine::lang {

/// One call under way, on the heap: recursion and generators do not use the C++ stack.
struct Frame
{
    /// A `try` or `with` that is open: where to go when something is raised, and what to take off
    /// first.
    struct Handler
    {
        int target;
        std::size_t stack;
        std::size_t loops;
    };
    /// What the names of a loop's condition were at a lap, as text; taken at laps 2^k and 2^k + 1
    /// so that it costs next to nothing.
    struct Snapshot
    {
        std::int64_t lap = 0;
        std::vector<std::string> values;
    };
    struct Loop
    {
        const LoopInfo* info;
        std::int64_t laps = 0;
        std::vector<Snapshot> snapshots; ///< the last two
        bool changed = false; ///< two snapshots differed
    };

    const Code* code = nullptr;
    Value function; ///< keeps the code alive
    int at = 0; ///< the next instruction
    std::vector<Value> slots;
    std::vector<Value> stack;
    std::vector<Handler> handlers;
    std::vector<Loop> loops;
    std::vector<Value> managers; ///< of open `with` blocks
    SourceSpan call;
    HashTable* names = nullptr; ///< of a class body
    GeneratorObject* generator = nullptr;

    SourceSpan span() const { return code->spans[static_cast<std::size_t>(at > 0 ? at - 1 : 0)]; }
    Value pop()
    {
        Value value = std::move(stack.back());
        stack.pop_back();
        return value;
    }
};

} // namespace engine::lang
