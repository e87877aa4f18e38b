#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>

#include "engine/lang/value.h"

namespace engine::lang {

/// Raises MemoryLimit when a container of `count` pieces of `size` bytes would be too large alone or
/// beside the large values that are alive.
void checkAllocation(Interpreter& interpreter, std::int64_t count, std::int64_t size);
void checkText(Interpreter& interpreter, std::int64_t bytes); ///< the same for a string

/// The value, which from now on counts as memory in use while it lives, when it is a large string,
/// list or tuple. It took as many steps as `fresh` bytes (all of them when not given) are worth.
Value charged(Interpreter& interpreter, Value value, std::optional<std::int64_t> fresh = {});

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

/// The part of a list or dict that is in the registry because a container was put into it later, so
/// that it may be part of a circle.
class CircleMember : public CycleMember
{
public:
    CircleMember(Registry registry, Object& container, std::function<void()> empty)
        : CycleMember(std::move(registry))
        , m_container(container)
        , m_empty(std::move(empty))
    {
    }
    Value self() override { return Value::object(&m_container); }
    void letGo() override { m_empty(); }

private:
    Object& m_container;
    std::function<void()> m_empty;
};

/// Whether an element can lead back to the container that it is put into.
inline bool canLeadBack(const Value& element)
{
    return element.isObject() && element.as<Object>() != nullptr
        && element.asObject()->tag() != ObjectTag::String
        && element.asObject()->tag() != ObjectTag::Other;
}

} // namespace engine::lang
