#pragma once

#include <atomic>
#include <cstdint>

namespace engine::lang {

/// What one run of a cell may use. Every limit has its own message when it is reached.
struct Limits
{
    std::int64_t steps = 150'000'000; ///< interpreter instructions
    std::int64_t operations = 200'000; ///< tensor operations recorded
    std::int64_t memoryBytes = 1'073'741'824; ///< tensors, strings and containers alive
    std::int64_t textBytes = 2'000'000; ///< one string: so that no single step takes long
    std::int64_t containerBytes = 48'000'000; ///< one list, tuple, dict or set
    std::int64_t outputBytes = 1'000'000; ///< text printed
    std::int64_t sourceBytes = 1'000'000; ///< of the cell itself
    int depth = 1000; ///< nested calls, Python's default
};

/// Set from any thread to ask a running evaluation to end soon.
class StopFlag
{
public:
    void request() { m_requested.store(true, std::memory_order_relaxed); }
    void clear() { m_requested.store(false, std::memory_order_relaxed); }
    bool requested() const { return m_requested.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> m_requested = false;
};

} // namespace engine::lang
