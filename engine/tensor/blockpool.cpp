#include "engine/tensor/blockpool.h"

#include <array>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <new>

namespace engine {

namespace {

// Under a sanitizer every block is its own, so that a use after it was freed is found.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool keeping = false;
#else
constexpr bool keeping = true;
#endif

constexpr std::size_t alignment = 64;
constexpr std::size_t classCount = 160;
/// Up to here blocks are kept per thread; a lock costs nothing beside the work on a bigger one.
constexpr std::size_t largestSmall = 8 * 1024;
constexpr std::size_t keptSmallBytes = 1024 * 1024; ///< of one size class
constexpr std::size_t keptBigBytes = 192 * 1024 * 1024; ///< of all big ones together

/// Multiples of 64 up to 512, above that four sizes to each power of two: at most a quarter of a
/// block is waste.
constexpr std::uint8_t classOf(std::size_t bytes)
{
    if (bytes <= 512)
        return static_cast<std::uint8_t>(bytes == 0 ? 0 : (bytes - 1) / alignment);
    const std::size_t power =
        static_cast<std::size_t>(std::bit_width(bytes - 1)) - 1; // 2^power <= bytes - 1
    const std::size_t quarter = ((bytes - 1) >> (power - 2)) & 3U;
    return static_cast<std::uint8_t>(8 + 4 * (power - 9) + quarter);
}

constexpr std::size_t bytesOf(std::size_t sizeClass)
{
    if (sizeClass < 8)
        return (sizeClass + 1) * alignment;
    const std::size_t power = (sizeClass - 8) / 4 + 9;
    const std::size_t quarter = (sizeClass - 8) % 4;
    return (std::size_t{1} << power) + (quarter + 1) * (std::size_t{1} << (power - 2));
}
static_assert(bytesOf(classOf(1)) == 64 && bytesOf(classOf(512)) == 512
              && bytesOf(classOf(513)) == 640 && bytesOf(classOf(640)) == 640
              && bytesOf(classOf(641)) == 768 && bytesOf(classOf(1025)) == 1280);
static_assert(classOf(std::size_t{1} << 40) < classCount);

struct FreeBlock
{
    FreeBlock* next;
};

struct FreeList
{
    FreeBlock* first = nullptr;
    std::size_t bytes = 0;

    void* take(std::size_t size)
    {
        FreeBlock* const block = first;
        first = block->next;
        bytes -= size;
        return block;
    }
    void give(void* block, std::size_t size)
    {
        first = ::new (block) FreeBlock{first};
        bytes += size;
    }
    void clear()
    {
        while (first) {
            FreeBlock* const next = first->next;
            std::free(first); // NOLINT(cppcoreguidelines-no-malloc): came from aligned_alloc
            first = next;
        }
        bytes = 0;
    }
};

// The pool is the process's heap for tensors, so like malloc()'s its state belongs to the thread
// and the process, not to an object.

constexpr std::size_t smallClasses = static_cast<std::size_t>(classOf(largestSmall)) + 1;
/// Needs no destruction, so that tensors that outlive the thread's other objects can still be
/// freed.
thread_local std::array<FreeList, smallClasses> smallLists;
thread_local bool threadEnds = false;

/// Gives the thread's blocks back when it ends.
struct ThreadEnd
{
    ThreadEnd() = default;
    ThreadEnd(const ThreadEnd&) = delete;
    ThreadEnd& operator=(const ThreadEnd&) = delete;
    ~ThreadEnd()
    {
        threadEnds = true;
        for (FreeList& list : smallLists)
            list.clear();
    }
    bool isArmed = true;
};
thread_local ThreadEnd threadEnd;

struct BigLists
{
    std::mutex mutex;
    std::array<FreeList, classCount> lists;
    std::size_t bytes = 0;
};

/// Never destroyed: static tensors may be freed after everything else.
BigLists& bigLists()
{
    static auto* const lists = new BigLists; // NOLINT(cppcoreguidelines-owning-memory)
    return *lists;
}

void* fromSystem(std::size_t size)
{
    void* const block = std::aligned_alloc(alignment, size); // NOLINT(cppcoreguidelines-no-malloc)
    if (!block)
        throw std::bad_alloc();
    return block;
}

void* takeBig(std::size_t sizeClass, std::size_t size)
{
    BigLists& big = bigLists();
    {
        const std::lock_guard lock(big.mutex);
        FreeList& list = big.lists[sizeClass];
        if (list.first) {
            big.bytes -= size;
            return list.take(size);
        }
    }
    return fromSystem(size);
}

void giveBig(void* block, std::size_t sizeClass, std::size_t size) noexcept
{
    BigLists& big = bigLists();
    {
        const std::lock_guard lock(big.mutex);
        if (big.bytes + size <= keptBigBytes) {
            big.bytes += size;
            big.lists[sizeClass].give(block, size);
            return;
        }
    }
    std::free(block); // NOLINT(cppcoreguidelines-no-malloc)
}

} // namespace

void* takeBlock(std::size_t bytes, std::uint8_t& sizeClass)
{
    sizeClass = classOf(bytes);
    const std::size_t size = bytesOf(sizeClass);
    if (!keeping)
        return fromSystem(size);
    if (sizeClass >= smallClasses)
        return takeBig(sizeClass, size);
    FreeList& list = smallLists[sizeClass];
    return list.first ? list.take(size) : fromSystem(size);
}

void giveBlock(void* block, std::uint8_t sizeClass) noexcept
{
    const std::size_t size = bytesOf(sizeClass);
    if (keeping && sizeClass >= smallClasses) {
        giveBig(block, sizeClass, size);
        return;
    }
    if (keeping && !threadEnds) {
        FreeList& list = smallLists[sizeClass];
        if (list.bytes < keptSmallBytes) {
            if (!list.first
                && threadEnd.isArmed) // touched, so that it is destroyed with the thread
                list.bytes = 0;
            list.give(block, size);
            return;
        }
    }
    std::free(block); // NOLINT(cppcoreguidelines-no-malloc)
}

void* takeBytes(std::size_t bytes)
{
    std::uint8_t sizeClass = 0;
    return takeBlock(bytes, sizeClass);
}

void giveBytes(void* block, std::size_t bytes) noexcept
{
    giveBlock(block, classOf(bytes));
}

std::size_t keptBlockBytes()
{
    std::size_t bytes = 0;
    for (const FreeList& list : smallLists)
        bytes += list.bytes;
    BigLists& big = bigLists();
    const std::lock_guard lock(big.mutex);
    return bytes + big.bytes;
}

} // namespace engine
