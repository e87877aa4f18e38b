#include "engine/lang/hashtable.h"

#include <bit>
#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

constexpr int hashBits = 61;
constexpr std::uint64_t hashModulus = (std::uint64_t{1} << hashBits) - 1;

std::uint64_t rotated(std::uint64_t x, int by)
{
    return ((x << by) & hashModulus) | (x >> (hashBits - by));
}

/// |value| modulo 2^61 - 1, so that equal numbers of all types have the same hash.
std::uint64_t hashOfReal(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? 0 : 314159;
    int exponent = 0;
    double mantissa = std::frexp(std::fabs(value), &exponent);
    std::uint64_t x = 0;
    while (mantissa != 0) {
        x = rotated(x, 28);
        mantissa *= 268435456.0;
        exponent -= 28;
        const auto digit = static_cast<std::uint64_t>(mantissa);
        mantissa -= static_cast<double>(digit);
        x = (x + digit) % hashModulus;
    }
    exponent = exponent >= 0 ? exponent % hashBits : hashBits - 1 - (-1 - exponent) % hashBits;
    return rotated(x, exponent);
}

std::uint64_t signedHash(std::uint64_t magnitude, bool negative)
{
    const std::uint64_t hash = negative ? 0 - magnitude : magnitude;
    return hash == ~std::uint64_t{0} ? hash - 1 : hash;
}

std::uint64_t hashOfTuple(Interpreter& interpreter, const std::vector<Value>& elements)
{
    constexpr std::uint64_t first = 11400714785074694791U;
    constexpr std::uint64_t second = 14029467366897019727U;
    constexpr std::uint64_t fifth = 2870177450012600261U;
    const NativeCall call(interpreter);
    std::uint64_t sum = fifth;
    for (const Value& element : elements)
        sum = std::rotl(sum + hashOf(interpreter, element) * second, 31) * first;
    sum += elements.size() ^ (fifth ^ 3527539U);
    return sum == ~std::uint64_t{0} ? 1546275796 : sum;
}

bool sameKey(Interpreter& interpreter, const Value& a, const Value& b)
{
    if (a.isSame(b))
        return true;
    if (isNumber(a) || isNumber(b))
        return isNumber(a) && isNumber(b) && numberCompare(CompareOperator::Equal, a, b);
    if (!a.isObject() || !b.isObject())
        return false;
    if (const auto* text = a.as<StringObject>())
        return b.as<StringObject>() != nullptr && text->text() == b.as<StringObject>()->text();
    if (const auto* tuple = tupleElements(a)) {
        const NativeCall call(interpreter, " in comparison");
        const auto* other = tupleElements(b);
        bool same = other != nullptr && tuple->size() == other->size();
        for (std::size_t i = 0; same && i < tuple->size(); ++i)
            same = sameKey(interpreter, (*tuple)[i], (*other)[i]);
        return same;
    }
    if (a.as<Instance>() != nullptr || b.as<Instance>() != nullptr)
        return interpreter.equals(a, b);
    return a.asObject()->hashKey(interpreter) == b.asObject()->hashKey(interpreter);
}

} // namespace

std::uint64_t hashOf(Interpreter& interpreter, const Value& key)
{
    switch (key.kind()) {
    case Value::Kind::None:
        return 0x6E6F6E65;
    case Value::Kind::Bool:
    case Value::Kind::Int: {
        const std::int64_t value = integralOf(key);
        const auto magnitude =
            value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
        return signedHash(magnitude % hashModulus, value < 0);
    }
    case Value::Kind::Float:
        return signedHash(hashOfReal(key.asFloat()), key.asFloat() < 0);
    case Value::Kind::Object:
        break;
    }
    if (const auto* text = key.as<StringObject>())
        return std::hash<std::string>()(text->text());
    if (const auto* elements = tupleElements(key))
        return hashOfTuple(interpreter, *elements);
    if (key.as<BigInt>() != nullptr)
        return signedHash(remainderForHash(key), isNegative(key));
    if (auto* instance = key.as<Instance>())
        if (const auto own = instance->ownHash(interpreter))
            return *own;
    if (const auto text = key.asObject()->hashKey(interpreter))
        return std::hash<std::string>()(*text);
    throw RaisedError("TypeError", key.asObject()->unhashableMessage());
}

/// Where `key` is or would be put. Comparing keys may run code of the learner's that changes the
/// table: then the search begins anew.
std::size_t HashTable::slotOf(Interpreter& interpreter, const Value& key, std::uint64_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    for (std::uint64_t perturb = hash; m_slots[at] != empty; at = (at * 5 + perturb + 1) & mask) {
        perturb >>= 5U;
        const Entry& entry = m_entries[static_cast<std::size_t>(m_slots[at])];
        if (!entry.alive || entry.hash != hash)
            continue;
        const std::size_t before = m_entries.size();
        const Value candidate = entry.key;
        const bool same = sameKey(interpreter, candidate, key);
        if (m_entries.size() != before || m_slots.size() != mask + 1)
            return slotOf(interpreter, key, hash);
        if (same)
            break;
    }
    return at;
}

const Value* HashTable::find(Interpreter& interpreter, const Value& key) const
{
    const std::uint64_t hash = hashOf(interpreter, key);
    if (m_alive == 0)
        return nullptr;
    const std::int32_t at = m_slots[slotOf(interpreter, key, hash)];
    return at == empty ? nullptr : &m_entries[static_cast<std::size_t>(at)].value;
}

/// As it was when Stop interrupts it.
void HashTable::rebuild(Interpreter& interpreter)
{
    std::vector<std::int32_t> slots(std::bit_ceil(std::max<std::size_t>(8, m_alive * 3)), empty);
    const std::size_t mask = slots.size() - 1;
    std::int32_t count = 0;
    for (const Entry& entry : m_entries) {
        if (!entry.alive)
            continue;
        if ((count & 0xFFF) == 0xFFF)
            interpreter.spend(0);
        std::size_t at = entry.hash & mask;
        for (std::uint64_t perturb = entry.hash; slots[at] != empty;) {
            perturb >>= 5U;
            at = (at * 5 + perturb + 1) & mask;
        }
        slots[at] = count++;
    }
    std::erase_if(m_entries, [](const Entry& entry) { return !entry.alive; });
    m_slots = std::move(slots);
}

void HashTable::set(Interpreter& interpreter, const Value& key, Value value)
{
    const std::uint64_t hash = hashOf(interpreter, key);
    if ((m_entries.size() + 1) * 3 > m_slots.size() * 2)
        rebuild(interpreter);
    const std::size_t slot = slotOf(interpreter, key, hash);
    if (m_slots[slot] != empty) {
        m_entries[static_cast<std::size_t>(m_slots[slot])].value = std::move(value);
        return;
    }
    m_slots[slot] = static_cast<std::int32_t>(m_entries.size());
    m_entries.push_back({key, std::move(value), hash});
    ++m_alive;
    if ((m_entries.size() & 0x3FFFU) == 0)
        checkAllocation(interpreter, static_cast<std::int64_t>(m_entries.size()),
                        2 * sizeof(Entry));
}

bool HashTable::erase(Interpreter& interpreter, const Value& key)
{
    const std::uint64_t hash = hashOf(interpreter, key);
    if (m_alive == 0)
        return false;
    const std::int32_t at = m_slots[slotOf(interpreter, key, hash)];
    if (at == empty)
        return false;
    const Entry removed = std::exchange(m_entries[static_cast<std::size_t>(at)],
                                        {{}, {}, hash, false}); // goes when the table is in order
    --m_alive;
    return true;
}

void HashTable::clear()
{
    const auto removed = std::move(m_entries);
    m_entries.clear();
    m_slots.clear();
    m_alive = 0;
}

} // namespace engine::lang
