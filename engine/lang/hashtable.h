#pragma once

#include <cstdint>
#include <vector>

#include "engine/lang/value.h"

namespace engine::lang {

/// Keys in insertion order with a value each; what dict and set are made of.
class HashTable
{
public:
    struct Entry
    {
        Value key;
        Value value;
        std::uint64_t hash = 0;
        bool alive = true;
    };

    const Value* find(Interpreter& interpreter, const Value& key) const;
    void set(Interpreter& interpreter, const Value& key, Value value);
    bool erase(Interpreter& interpreter, const Value& key);
    void clear();
    std::size_t size() const { return m_alive; }
    const std::vector<Entry>& entries() const { return m_entries; } ///< skip those not alive

private:
    static constexpr std::int32_t empty = -1;
    std::size_t slotOf(Interpreter& interpreter, const Value& key, std::uint64_t hash) const;
    void rebuild(Interpreter& interpreter);

    std::vector<Entry> m_entries;
    std::vector<std::int32_t> m_slots; ///< numbers of entries; the size is a power of two
    std::size_t m_alive = 0;
};

/// hash(key) as CPython computes it for numbers and tuples of them; raises TypeError for what
/// cannot be a key.
std::uint64_t hashOf(Interpreter& interpreter, const Value& key);

} // namespace engine::lang
