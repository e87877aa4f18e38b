#pragma once

#include <cstdint>
#include <memory>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"

namespace engine {

/// What the tensors of one run may keep together. While it is in use on a thread, a big tensor that
/// would not fit any more is refused before its memory is taken. Owned by the run.
class MemoryBudget
{
public:
    /// `recorded`: the bytes the run's graph keeps; it has to outlive the budget.
    MemoryBudget(std::int64_t limit, const std::int64_t& recorded);

    /// Measures the tensors of this thread by the budget while it lives.
    class Use
    {
    public:
        explicit Use(const MemoryBudget& budget);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        const MemoryBudget* m_before;
    };

    /// Throws TensorError (MemoryLimit) with the tensor's shape and size when it does not fit the
    /// budget in use.
    static void check(DType dtype, const Shape& shape, std::int64_t bytes);
    /// Counts `bytes` outside the graph (an array's) in the budget in use, as long as the result
    /// lives. Null for small ones.
    static std::shared_ptr<void> charge(std::int64_t bytes);

    /// Smaller tensors are bounded by the number of operations.
    static constexpr std::int64_t bigBytes = 65'536;

private:
    std::int64_t m_limit;
    const std::int64_t& m_recorded;
    std::shared_ptr<std::int64_t> m_others;
};

} // namespace engine
