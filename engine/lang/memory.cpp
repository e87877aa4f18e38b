#include "engine/lang/memory.h"

#include "engine/lang/implementation.h"

namespace engine::lang {

namespace {

constexpr std::int64_t largeBytes =
    65'536; ///< smaller values are bounded by the number of steps that made them

std::shared_ptr<void> charge(const std::shared_ptr<std::int64_t>& account, std::int64_t bytes)
{
    *account += bytes;
    return {nullptr, [account, bytes](void*) { *account -= bytes; }};
}

} // namespace

void checkAllocation(Interpreter& interpreter, std::int64_t count, std::int64_t size)
{
    std::int64_t bytes = 0;
    const std::int64_t most = interpreter.limits().memoryBytes;
    if (__builtin_mul_overflow(count, size, &bytes)
        || bytes > most - *interpreter.implementation().largeAlive) {
        const std::string limit = std::to_string(most / 1'000'000);
        interpreter.limitReached("MemoryLimit", "not enough memory",
                                 {"This would need more than the " + limit + " MB a cell may use.",
                                  "这需要的内存超过了单元格可用的 " + limit + " MB。"});
    }
}

Value charged(Interpreter& interpreter, Value value)
{
    if (!value.isObject())
        return value;
    std::shared_ptr<void>* slot = nullptr;
    std::int64_t bytes = 0;
    if (auto* string = value.as<StringObject>()) {
        slot = &string->charge;
        bytes = static_cast<std::int64_t>(string->text().size());
    } else if (auto* sequence = value.as<SequenceObject>()) {
        slot = &sequence->charge;
        bytes = static_cast<std::int64_t>(sequence->elements.size() * sizeof(Value));
    }
    if (bytes >= largeBytes && !*slot) {
        checkAllocation(interpreter, bytes, 1);
        *slot = charge(interpreter.implementation().largeAlive, bytes);
    }
    return value;
}

} // namespace engine::lang
