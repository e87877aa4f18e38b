#include "engine/lang/randommodule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

/// The Mersenne Twister MT19937 as CPython seeds and reads it (Matsumoto and Nishimura 1998), so
/// that a seed gives the numbers it gives there.
class Twister
{
public:
    Twister() { seed({5489U}); }

    /// init_by_array
    void seed(const std::vector<std::uint32_t>& key)
    {
        start(19650218U);
        std::size_t i = 1;
        std::size_t j = 0;
        const auto mixed = [this, &i](std::uint32_t factor) {
            return m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30U)) * factor);
        };
        const auto advance = [this, &i] {
            if (++i >= size) {
                m_state[0] = m_state[size - 1];
                i = 1;
            }
        };
        for (std::size_t k = std::max(size, key.size()); k > 0; --k) {
            m_state[i] = mixed(1664525U) + key[j] + static_cast<std::uint32_t>(j);
            advance();
            j = (j + 1) % key.size();
        }
        for (std::size_t k = size - 1; k > 0; --k) {
            m_state[i] = mixed(1566083941U) - static_cast<std::uint32_t>(i);
            advance();
        }
        m_state[0] = 0x80000000U;
        spare.reset();
    }

    std::uint32_t next()
    {
        if (m_at >= size)
            twist();
        std::uint32_t y = m_state[m_at++];
        y ^= y >> 11U;
        y ^= (y << 7U) & 0x9D2C5680U;
        y ^= (y << 15U) & 0xEFC60000U;
        return y ^ (y >> 18U);
    }

    double real() ///< in [0, 1) with 53 bits
    {
        const double high = next() >> 5U;
        const double low = next() >> 6U;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    std::uint64_t bits(int count) ///< 1..64
    {
        if (count <= 32)
            return next() >> (32 - count);
        const std::uint64_t low = next();
        return low | (static_cast<std::uint64_t>(next() >> (64 - count)) << 32U);
    }

    std::uint64_t below(std::uint64_t bound)
    {
        const int count = 64 - __builtin_clzll(bound);
        std::uint64_t value = bits(count);
        while (value >= bound)
            value = bits(count);
        return value;
    }

    std::optional<double> spare; ///< the second number of the last pair of gauss()

private:
    static constexpr std::size_t size = 624;

    void start(std::uint32_t seed)
    {
        m_state[0] = seed;
        for (std::size_t i = 1; i < size; ++i)
            m_state[i] = 1812433253U * (m_state[i - 1] ^ (m_state[i - 1] >> 30U))
                + static_cast<std::uint32_t>(i);
        m_at = size;
    }

    void twist()
    {
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint32_t y =
                (m_state[i] & 0x80000000U) | (m_state[(i + 1) % size] & 0x7FFFFFFFU);
            m_state[i] = m_state[(i + 397) % size] ^ (y >> 1U) ^ ((y & 1U) != 0 ? 0x9908B0DFU : 0U);
        }
        m_at = 0;
    }

    std::array<std::uint32_t, size> m_state{};
    std::size_t m_at = size;
};

using Source = std::shared_ptr<Twister>;

double realOf(Interpreter& i, const Value& value)
{
    return i.call(i.implementation().types.at("float"), {value}).asFloat();
}

std::vector<std::uint32_t> keyOf(Interpreter& i, const Value& seed)
{
    if (seed.isNone())
        return {0};
    if (!isWhole(seed) && !seed.isFloat() && stringText(seed) == nullptr)
        throw RaisedError("TypeError",
                          "The only supported seed types are: None, int, float and str.");
    Value left =
        isWhole(seed) ? seed : Value::integer(static_cast<std::int64_t>(hashOf(i, seed) >> 1U));
    if (isNegative(left))
        left = wholeNegative(left);
    std::vector<std::uint32_t> key;
    const Value word = Value::integer(std::int64_t{1} << 32);
    do {
        key.push_back(static_cast<std::uint32_t>(
            numberBinary(i, BinaryOperator::Modulo, left, word)->asInt()));
        left = *numberBinary(i, BinaryOperator::FloorDivide, left, word);
    } while (i.truth(left));
    return key;
}

std::uint64_t belowLength(Interpreter& i, Twister& source, const Value& sequence)
{
    const std::int64_t length = sequence.isObject() ? sequence.asObject()->length(i) : 0;
    if (length == 0)
        throw RaisedError("IndexError", "Cannot choose from an empty sequence");
    return source.below(static_cast<std::uint64_t>(length));
}

Value choice(Interpreter& i, Twister& source, Arguments a)
{
    return i.item(a[0], Value::integer(static_cast<std::int64_t>(belowLength(i, source, a[0]))));
}

Value choices(Interpreter& i, Twister& source, Arguments a)
{
    const std::vector<Value> population = i.elements(a[0]);
    if (population.empty())
        throw RaisedError("IndexError", "Cannot choose from an empty population");
    std::vector<double> sums;
    if (!a[1].isNone())
        for (const Value& weight : i.elements(a[1]))
            sums.push_back((sums.empty() ? 0 : sums.back()) + realOf(i, weight));
    if (!sums.empty() && sums.size() != population.size())
        throw RaisedError("ValueError", "The number of weights does not match the population");
    std::vector<Value> chosen;
    for (std::int64_t k = wholeArgument(i, a[2]); k > 0; --k) {
        i.spend();
        const double x = source.real();
        const auto count = static_cast<double>(population.size());
        const std::size_t at = sums.empty()
            ? static_cast<std::size_t>(x * count)
            : static_cast<std::size_t>(
                std::upper_bound(sums.begin(), sums.end() - 1, x * sums.back()) - sums.begin());
        chosen.push_back(population[at]);
    }
    return makeList(std::move(chosen));
}

Value shuffle(Interpreter& i, Twister& source, Arguments a)
{
    if (a[0].as<ListObject>() == nullptr && a[0].isObject() && a[0].as<Instance>() == nullptr) {
        // An array: through its items.
        for (std::int64_t at = a[0].asObject()->length(i) - 1; at > 0; --at) {
            const Value j = Value::integer(
                static_cast<std::int64_t>(source.below(static_cast<std::uint64_t>(at) + 1)));
            const Value other = i.item(a[0], j);
            i.setItem(a[0], j, i.item(a[0], Value::integer(at)));
            i.setItem(a[0], Value::integer(at), other);
        }
        return {};
    }
    auto* list = a[0].as<ListObject>();
    if (list == nullptr)
        throw RaisedError("TypeError", "'" + i.typeName(a[0]) + "' object cannot be shuffled");
    for (std::size_t at = list->elements.size(); at > 1; --at) {
        i.spend();
        std::swap(list->elements[at - 1], list->elements[source.below(at)]);
    }
    return {};
}

Value sample(Interpreter& i, Twister& source, Arguments a)
{
    std::vector<Value> pool = i.elements(a[0]);
    const std::int64_t k = wholeArgument(i, a[1]);
    if (k < 0 || k > static_cast<std::int64_t>(pool.size()))
        throw RaisedError("ValueError", "Sample larger than population or is negative");
    // As CPython does: from a shrinking pool when it is small, else by what is chosen already.
    const double setSize = 21
        + (k > 5 ? std::pow(4, std::ceil(std::log(static_cast<double>(k) * 3) / std::log(4))) : 0);
    const bool usesPool = static_cast<double>(pool.size()) <= setSize;
    std::vector<Value> chosen;
    std::vector<bool> taken(pool.size());
    for (std::size_t n = 0; n < static_cast<std::size_t>(k); ++n) {
        std::size_t at = source.below(pool.size() - (usesPool ? n : 0));
        while (!usesPool && taken[at])
            at = source.below(pool.size());
        taken[at] = true;
        chosen.push_back(pool[at]);
        if (usesPool)
            pool[at] = pool[pool.size() - n - 1];
    }
    return makeList(std::move(chosen));
}

Value randomRange(Interpreter& i, Twister& source, std::int64_t start, std::int64_t stop,
                  std::int64_t step, const char* empty)
{
    static_cast<void>(i);
    if (step == 0)
        throw RaisedError("ValueError", "zero step for randrange()");
    const std::int64_t count = RangeObject({start, stop, step}).count();
    if (count <= 0)
        throw RaisedError("ValueError", empty);
    return Value::integer(
        start + step * static_cast<std::int64_t>(source.below(static_cast<std::uint64_t>(count))));
}

Value randRange(Interpreter& i, Twister& source, Arguments a)
{
    const char* const empty = "empty range for randrange()";
    if (a[1].isNone())
        return randomRange(i, source, 0, wholeArgument(i, a[0]), 1, empty);
    return randomRange(i, source, wholeArgument(i, a[0]), wholeArgument(i, a[1]),
                       wholeArgument(i, a[2]), empty);
}

Value randInt(Interpreter& i, Twister& source, Arguments a)
{
    return randomRange(i, source, wholeArgument(i, a[0]), wholeArgument(i, a[1]) + 1, 1,
                       "empty range for randint()");
}

Value gauss(Interpreter& i, Twister& source, Arguments a)
{
    double z = 0;
    if (source.spare) {
        z = *source.spare;
        source.spare.reset();
    } else {
        const double angle = source.real() * 2 * std::numbers::pi;
        const double radius = std::sqrt(-2 * std::log(1 - source.real()));
        z = std::cos(angle) * radius;
        source.spare = std::sin(angle) * radius;
    }
    return Value::real(realOf(i, a[0]) + z * realOf(i, a[1]));
}

/// Kinderman and Monahan's ratio of uniforms.
Value normal(Interpreter& i, Twister& source, Arguments a)
{
    const double factor = 4 * std::exp(-0.5) / std::sqrt(2.0);
    while (true) {
        const double u1 = source.real();
        const double u2 = 1.0 - source.real();
        const double z = factor * (u1 - 0.5) / u2;
        if (z * z / 4.0 <= -std::log(u2))
            return Value::real(realOf(i, a[0]) + z * realOf(i, a[1]));
    }
}

Value uniform(Interpreter& i, Twister& source, Arguments a)
{
    const double low = realOf(i, a[0]);
    return Value::real(low + (realOf(i, a[1]) - low) * source.real());
}

struct Row
{
    const char* name;
    const char* signature;
    Value (*body)(Interpreter&, Twister&, Arguments);
};

constexpr Row functions[] = {
    {"seed", "a=None, version=2",
     [](Interpreter& i, Twister& source, Arguments a) {
         source.seed(keyOf(i, a[0]));
         return Value();
     }},
    {"random", "/",
     [](Interpreter&, Twister& source, Arguments) { return Value::real(source.real()); }},
    {"uniform", "a, b", uniform},
    {"randint", "a, b", randInt},
    {"randrange", "start, stop=None, step=1", randRange},
    {"choice", "seq", choice},
    {"choices", "population, weights=None, *, k=1", choices},
    {"sample", "population, k", sample},
    {"shuffle", "x", shuffle},
    {"gauss", "mu=0.0, sigma=1.0", gauss},
    {"normalvariate", "mu=0.0, sigma=1.0", normal},
    {"expovariate", "lambd",
     [](Interpreter& i, Twister& source, Arguments a) {
         return Value::real(-std::log(1.0 - source.real()) / realOf(i, a[0]));
     }},
};

} // namespace

Value makeRandomModule(std::int64_t seed)
{
    Value value = makeValue<Module>("random");
    const Source source = std::make_shared<Twister>();
    const auto bits = static_cast<std::uint64_t>(seed < 0 ? -seed : seed);
    std::vector<std::uint32_t> key{static_cast<std::uint32_t>(bits)};
    if (bits >> 32U != 0)
        key.push_back(static_cast<std::uint32_t>(bits >> 32U));
    source->seed(key);
    for (const Row& row : functions)
        value.as<Module>()->define(
            row.name,
            makeValue<NativeFunction>(row.name, row.signature,
                                      [source, body = row.body](Interpreter& i, Arguments a) {
                                          return body(i, *source, a);
                                      }));
    return value;
}

} // namespace engine::lang
