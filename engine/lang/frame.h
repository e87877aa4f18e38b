#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/lang/code.h"
#include "engine/lang/containers.h"
#include "engine/lang/functions.h"

namespace engine::lang {

/// The operands of a frame. What every instruction does with it is inlined into the instructions.
class ValueStack
{
public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    Value* begin() const { return m_values.get(); }
    Value* end() const { return m_values.get() + m_size; }
    Value& back() const { return m_values[m_size - 1]; }
    Value& operator[](std::size_t index) const { return m_values[index]; }
    [[gnu::always_inline]] void push_back(Value value)
    {
        if (m_size == m_capacity)
            grow();
        m_values[m_size++] = std::move(value);
    }
    [[gnu::always_inline]] Value pop() { return std::move(m_values[--m_size]); }
    [[gnu::always_inline]] void pop_back() { pop(); }
    void resize(std::size_t size) ///< to fewer
    {
        while (m_size > size)
            pop_back();
    }
    void clear() { resize(0); }

private:
    void grow();

    std::unique_ptr<Value[]>
        m_values; // NOLINT(modernize-avoid-c-arrays): a vector would check again
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

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
    ValueStack stack;
    std::vector<Handler> handlers;
    std::vector<Loop> loops;
    std::vector<Value> managers; ///< of open `with` blocks
    SourceSpan call;
    HashTable* names = nullptr; ///< of a class body
    GeneratorObject* generator = nullptr;
    Value constructed; ///< what the call gives when this is its __init__

    const Instruction& current() const ///< the one under way
    {
        return code->instructions[static_cast<std::size_t>(at) - 1];
    }
    SourceSpan span() const { return code->spans[static_cast<std::size_t>(at > 0 ? at - 1 : 0)]; }
    [[gnu::always_inline]] Value pop() { return stack.pop(); }
};

} // namespace engine::lang
