#include "engine/tensor/memorybudget.h"

#include <string>
#include <utility>

#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

/// Which budget measures this thread. A tensor is made in too many places to be handed it.
thread_local const MemoryBudget* inUse = nullptr;

std::string mebibytes(std::int64_t bytes)
{
    return std::to_string((bytes + (std::int64_t{1} << 20) - 1) >> 20) + " MiB";
}

} // namespace

MemoryBudget::MemoryBudget(std::int64_t limit, const std::int64_t& recorded)
    : m_limit(limit)
    , m_recorded(recorded)
    , m_others(std::make_shared<std::int64_t>(0))
{
}

MemoryBudget::Use::Use(const MemoryBudget& budget)
    : m_before(std::exchange(inUse, &budget))
{
}

MemoryBudget::Use::~Use()
{
    inUse = m_before;
}

void MemoryBudget::check(DType dtype, const Shape& shape, std::int64_t bytes)
{
    if (!inUse)
        return;
    const std::int64_t kept = inUse->m_recorded + *inUse->m_others;
    if (bytes <= inUse->m_limit - kept)
        return;
    throw TensorError("MemoryLimit",
                      "a tensor of shape " + shape.tupleText() + " and dtype "
                          + std::string(name(dtype)) + " would take " + std::to_string(bytes)
                          + " bytes; the run already keeps " + mebibytes(kept) + " of the "
                          + mebibytes(inUse->m_limit) + " it may use");
}

std::shared_ptr<void> MemoryBudget::charge(std::int64_t bytes)
{
    if (!inUse || bytes < bigBytes)
        return {};
    const std::shared_ptr<std::int64_t> account = inUse->m_others;
    *account += bytes;
    return {nullptr, [account, bytes](void*) { *account -= bytes; }};
}

} // namespace engine
