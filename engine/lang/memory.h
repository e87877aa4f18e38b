#pragma once

#include <memory>
#include <unordered_set>

#include "engine/lang/value.h"

namespace engine::lang {

/// Raises MemoryLimit when `count` pieces of `size` bytes would not fit beside the large values
/// that are alive.
void checkAllocation(Interpreter& interpreter, std::int64_t count, std::int64_t size);

/// The value, which from now on counts as memory in use while it lives, when it is a large string,
/// list or tuple.
Value charged(Interpreter& interpreter, Value value);

/// Objects that may refer to each other in a circle; the interpreter empties those that are left
/// when it goes.
class CycleMember
{
public:
    using Registry = std::shared_ptr<std::unordered_set<CycleMember*>>;
    explicit CycleMember(Registry registry)
        : m_registry(std::move(registry))
    {
        m_registry->insert(this);
    }
    virtual ~CycleMember() { m_registry->erase(this); }
    CycleMember(const CycleMember&) = delete;
    CycleMember& operator=(const CycleMember&) = delete;

    virtual Value self() = 0;
    virtual void letGo() = 0; ///< drops what it refers to

private:
    Registry m_registry;
};

} // namespace engine::lang
