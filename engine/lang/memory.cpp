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

void check(Interpreter& interpreter, std::int64_t count, std::int64_t size, std::int64_t alone)
{
    std::int64_t bytes = 0;
    const std::int64_t most = interpreter.limits().memoryBytes;
    const auto refuse = [&interpreter](const std::string& english, const std::string& chinese) {
        interpreter.limitReached("MemoryLimit", "not enough memory", {english, chinese});
    };
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > alone) {
        const std::string limit = std::to_string(alone / 1'000'000);
        refuse("One value of this kind may take " + limit + " MB.",
               "这样的一个值最多可以占用 " + limit + " MB。");
    }
    if (bytes > most - *interpreter.implementation().largeAlive) {
        const std::string limit = std::to_string(most / 1'000'000);
        refuse("This would need more than the " + limit + " MB a cell may use.",
               "这需要的内存超过了单元格可用的 " + limit + " MB。");
    }
}

} // namespace

void checkAllocation(Interpreter& interpreter, std::int64_t count, std::int64_t size)
{
    check(interpreter, count, size, interpreter.limits().containerBytes);
}

void checkText(Interpreter& interpreter, std::int64_t bytes)
{
    check(interpreter, bytes, 1, interpreter.limits().textBytes);
}

Value charged(Interpreter& interpreter, Value value, std::optional<std::int64_t> fresh)
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
        if (value.as<StringObject>() != nullptr)
            checkText(interpreter, bytes);
        else
            checkAllocation(interpreter, bytes, 1);
        interpreter.spend(fresh.value_or(bytes) / 1024);
        *slot = charge(interpreter.implementation().largeAlive, bytes);
    }
    return value;
}

} // namespace engine::lang
