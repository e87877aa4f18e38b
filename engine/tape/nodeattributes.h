#pragma once

#include <atomic>
#include <utility>

#include "engine/tensor/attributes.h"

namespace engine {

/// A node's Attributes, shared by its copies. Most operations have none, so a node holds only a
/// pointer.
class NodeAttributes
{
public:
    NodeAttributes() = default;
    explicit NodeAttributes(const Attributes& attributes)
        : m_held(attributes.index() == 0 ? nullptr : new Held{1, attributes})
    {
    }
    NodeAttributes(const NodeAttributes& other)
        : m_held(other.m_held)
    {
        if (m_held)
            m_held->owners.fetch_add(1, std::memory_order_relaxed);
    }
    NodeAttributes(NodeAttributes&& other) noexcept
        : m_held(std::exchange(other.m_held, nullptr))
    {
    }
    NodeAttributes& operator=(NodeAttributes other) noexcept
    {
        std::swap(m_held, other.m_held);
        return *this;
    }
    ~NodeAttributes()
    {
        if (m_held && m_held->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete m_held;
    }

    const Attributes& get() const { return m_held ? m_held->attributes : noAttributes; }

private:
    struct Held
    {
        std::atomic<int> owners;
        Attributes attributes;
    };
    Held* m_held = nullptr;
};

} // namespace engine
