#include "engine/lang/objects.h"
#include "engine/library/functionlist.h"
#include "engine/library/randomorder.h"

namespace engine::library {

namespace {

std::int64_t below(RandomSource& random, std::int64_t count)
{
    return static_cast<std::int64_t>(random.nextUniform() * static_cast<double>(count));
}

Value choice(const Call& call)
{
    const std::vector<Value> elements = call.interpreter().elements(call[0]);
    if (elements.empty())
        throw RaisedError("IndexError", "Cannot choose from an empty sequence");
    return elements[static_cast<std::size_t>(
        below(call.runtime().random(), static_cast<std::int64_t>(elements.size())))];
}

} // namespace

/// Python's `random`, drawing from the run's own source: the same seed gives the same numbers here,
/// though not Python's.
Value makeRandom(Runtime& runtime)
{
    auto* random = new lang::Module("random");
    const Value owner = Value::object(random);
    define(runtime, {random}, "seed", "a=None", [](const Call& call) {
        call.runtime().random().reseed(
            call.given(0) ? static_cast<std::uint64_t>(call.integer(0, "seed")) : 0);
        return Value::none();
    });
    define(runtime, {random}, "shuffle", "x", [](const Call& call) {
        Interpreter& interpreter = call.interpreter();
        const std::vector<Value> elements = interpreter.elements(call[0]);
        const auto order =
            shuffledOrder(call.runtime().random(), static_cast<std::int64_t>(elements.size()));
        if (!call[0].isObject())
            throw RaisedError(
                "TypeError", "object of type '" + interpreter.typeName(call[0]) + "' has no len()");
        for (std::size_t i = 0; i < elements.size(); ++i)
            call[0].asObject()->setItem(interpreter, Value::integer(static_cast<std::int64_t>(i)),
                                        elements[static_cast<std::size_t>(order.counts[i])]);
        return Value::none();
    });
    define(runtime, {random}, "random", "",
           [](const Call& call) { return Value::real(call.runtime().random().nextUniform()); });
    define(runtime, {random}, "uniform", "a, b", [](const Call& call) {
        const double a = call.number(0, "a");
        return Value::real(a + (call.number(1, "b") - a) * call.runtime().random().nextUniform());
    });
    for (const char* name : {"gauss", "normalvariate"})
        define(runtime, {random}, name, "mu=0.0, sigma=1.0", [](const Call& call) {
            return Value::real(call.number(0, "mu")
                               + call.number(1, "sigma") * call.runtime().random().nextNormal());
        });
    define(runtime, {random}, "randint", "a, b", [](const Call& call) {
        const std::int64_t a = call.integer(0, "a");
        const std::int64_t b = call.integer(1, "b");
        if (b < a)
            throw RaisedError("ValueError",
                              "empty range for randrange() (" + std::to_string(a) + ", "
                                  + std::to_string(b + 1) + ", " + std::to_string(b + 1 - a) + ")");
        return Value::integer(a + below(call.runtime().random(), b - a + 1));
    });
    define(runtime, {random}, "randrange", "start, stop=None, step=1", [](const Call& call) {
        const std::int64_t start = call.given(1) ? call.integer(0, "start") : 0;
        const std::int64_t stop = call.integer(call.given(1) ? 1 : 0, "stop");
        const std::int64_t step = call.integer(2, "step");
        const std::int64_t count =
            step == 0 ? 0 : (stop - start + step + (step > 0 ? -1 : 1)) / step;
        if (count <= 0)
            throw RaisedError("ValueError", "empty range for randrange()");
        return Value::integer(start + step * below(call.runtime().random(), count));
    });
    define(runtime, {random}, "choice", "seq", choice);
    define(runtime, {random}, "sample", "population, k", [](const Call& call) {
        const std::vector<Value> elements = call.interpreter().elements(call[0]);
        const std::int64_t count = call.integer(1, "k");
        if (count < 0 || count > static_cast<std::int64_t>(elements.size()))
            throw RaisedError("ValueError", "Sample larger than population or is negative");
        const auto order =
            shuffledOrder(call.runtime().random(), static_cast<std::int64_t>(elements.size()));
        std::vector<Value> sample;
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
            sample.push_back(elements[static_cast<std::size_t>(order.counts[i])]);
        return lang::makeList(std::move(sample));
    });
    return owner;
}

} // namespace engine::library
