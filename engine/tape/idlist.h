#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace engine {

/// A short row of ids. Up to Own of them lie in the object, which is what nearly every node needs;
/// more are on the heap.
template <class Id, std::size_t Own>
class IdList
{
    static_assert(std::is_trivially_copyable_v<Id> && sizeof(Id) == 4 && Own >= 2);

public:
    using value_type = Id;

    IdList() = default;
    IdList(std::initializer_list<Id> ids)
    {
        reserve(ids.size());
        for (const Id id : ids)
            push_back(id);
    }
    IdList(const IdList& other)
        : m_storage(other.m_storage)
        , m_size(other.m_size)
        , m_capacity(other.m_capacity)
    {
        if (isFar()) {
            setFar(new Id[m_capacity]);
            std::copy(other.begin(), other.end(), ids());
        }
    }
    IdList(IdList&& other) noexcept
        : m_storage(other.m_storage)
        , m_size(std::exchange(other.m_size, std::uint16_t{0}))
        , m_capacity(std::exchange(other.m_capacity, std::uint16_t{Own}))
    {
    }
    IdList& operator=(IdList other) noexcept
    {
        std::swap(m_storage, other.m_storage);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        return *this;
    }
    ~IdList()
    {
        if (isFar())
            delete[] begin();
    }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const Id* begin() const
    {
        return isFar() ? far() : reinterpret_cast<const Id*>(m_storage.data());
    }
    const Id* end() const { return begin() + m_size; }
    Id operator[](std::size_t index) const { return begin()[index]; }
    Id front() const { return *begin(); }
    Id back() const { return begin()[m_size - 1]; }

    bool contains(Id id) const
    {
        for (const Id each : *this) {
            if (each == id)
                return true;
        }
        return false;
    }

    /// At most 65535.
    void reserve(std::size_t count)
    {
        if (count > m_capacity)
            grow(count);
    }
    void push_back(Id id)
    {
        reserve(m_size + std::size_t{1});
        ids()[m_size] = id;
        ++m_size;
    }
    /// Every row's idOf(element), in order.
    template <class Row, class IdOf>
    void fill(const Row& row, IdOf idOf)
    {
        reserve(row.size());
        Id* to = ids();
        for (const auto& element : row)
            *to++ = idOf(element);
        m_size = static_cast<std::uint16_t>(row.size());
    }
    bool operator==(const IdList& other) const
    {
        return std::equal(begin(), end(), other.begin(), other.end());
    }

private:
    [[gnu::noinline]] void grow(std::size_t count)
    {
        const auto capacity = static_cast<std::uint16_t>(
            std::min<std::size_t>(std::max<std::size_t>(count, 2U * m_capacity), 0xffff));
        auto* const far = new Id[capacity];
        std::copy(begin(), end(), far);
        if (isFar())
            delete[] begin();
        setFar(far);
        m_capacity = capacity;
    }
    bool isFar() const { return m_capacity > Own; }
    Id* ids() { return const_cast<Id*>(begin()); }
    Id* far() const
    {
        Id* ids = nullptr;
        std::memcpy(&ids, m_storage.data(), sizeof ids);
        return ids;
    }
    void setFar(Id* ids) { std::memcpy(m_storage.data(), &ids, sizeof ids); }

    alignas(Id) std::array<std::byte, Own * sizeof(Id)> m_storage{};
    std::uint16_t m_size = 0;
    std::uint16_t m_capacity = Own;
};

} // namespace engine
