#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

/// The order in CPython's open table: runs of ten neighbours are tried before jumping on.
class TableOrder
{
public:
    explicit TableOrder(std::size_t merged) { m_slots.resize(sizeFor(merged)); }
    /// Of a table that `merged` elements are put into at once.
    static std::size_t sizeFor(std::size_t merged)
    {
        std::size_t size = 8;
        while (merged * 5 >= 21 && size <= merged * 2)
            size *= 2;
        return size;
    }
    std::size_t size() const { return m_slots.size(); }
    void add(Interpreter& interpreter, const HashTable::Entry& entry)
    {
        if ((m_filled & 0xFFFU) == 0xFFFU)
            interpreter.spend(0);
        insert(entry);
        m_alive += entry.alive ? 1 : 0;
        if (++m_filled * 5 < (m_slots.size() - 1) * 3)
            return;
        std::size_t size = 8;
        while (size <= (m_alive > 50'000 ? m_alive * 2 : m_alive * 4))
            size *= 2;
        const auto old = std::exchange(m_slots, std::vector<const HashTable::Entry*>(size));
        m_filled = m_alive;
        std::size_t done = 0;
        for (const auto* element : old) {
            if ((++done & 0xFFFU) == 0)
                interpreter.spend(0);
            if (element != nullptr && element->alive)
                insert(*element);
        }
    }
    std::vector<Value> elements() const
    {
        std::vector<Value> result;
        for (const auto* entry : m_slots)
            if (entry != nullptr && entry->alive)
                result.push_back(entry->key);
        return result;
    }

private:
    void insert(const HashTable::Entry& entry)
    {
        constexpr std::size_t run = 9;
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = entry.hash & mask;
        for (std::uint64_t perturb = entry.hash;;) {
            const std::size_t last = at + run <= mask ? at + run : at;
            for (std::size_t slot = at; slot <= last; ++slot) {
                if (m_slots[slot] == nullptr) {
                    m_slots[slot] = &entry;
                    return;
                }
            }
            perturb >>= 5U;
            at = (at * 5 + 1 + perturb) & mask;
        }
    }

    std::vector<const HashTable::Entry*> m_slots;
    std::size_t m_alive = 0;
    std::size_t m_filled = 0; ///< removed ones hold their places until the table grows
};

bool hashesAsCPython(const Value& value)
{
    const auto* tuple = tupleElements(value);
    return isNumber(value)
        || (tuple != nullptr && std::all_of(tuple->begin(), tuple->end(), hashesAsCPython));
}

/// Empty when an element's hash is not CPython's.
std::optional<TableOrder> orderOf(Interpreter& interpreter, const SetObject& set)
{
    TableOrder order(set.merged);
    for (const auto& entry : set.table.entries()) {
        if (entry.alive && !hashesAsCPython(entry.key))
            return {};
        order.add(interpreter, entry);
    }
    return order;
}

HashTable& tableOf(const Value& self)
{
    return self.as<SetObject>()->table;
}

Value setOf(Interpreter& interpreter, const std::vector<Value>& elements)
{
    Value set = makeValue<SetObject>();
    for (const Value& element : elements) {
        interpreter.spend();
        tableOf(set).set(interpreter, element, {});
    }
    return set;
}

} // namespace

Value copyOfSet(Interpreter& interpreter, const Value& set)
{
    const auto* source = set.as<SetObject>();
    Value copy = makeValue<SetObject>();
    if (source->tableSize(interpreter) == TableOrder::sizeFor(source->table.size())) {
        copy.as<SetObject>()->table = source->table; // CPython copies a table of the same size
        copy.as<SetObject>()->merged = source->merged;
        return copy;
    }
    for (const Value& element : source->ordered(interpreter)) {
        interpreter.spend();
        tableOf(copy).set(interpreter, element, {});
    }
    copy.as<SetObject>()->merged = tableOf(copy).size();
    return copy;
}

namespace {

/// `self` when it is a set, otherwise a set of the elements of `iterable`.
Value asSet(Interpreter& interpreter, const Value& iterable)
{
    return iterable.as<SetObject>() != nullptr ? iterable
                                               : setOf(interpreter, interpreter.elements(iterable));
}

Value combined(Interpreter& interpreter, BinaryOperator op, const Value& left, const Value& right)
{
    const auto* l = left.as<SetObject>();
    const auto* r = right.as<SetObject>();
    if (op == BinaryOperator::BitAnd && r->table.size() > l->table.size())
        std::swap(l, r); // CPython walks through the smaller one
    if (op == BinaryOperator::BitXor) {
        Value result = copyOfSet(interpreter, left);
        for (const Value& element : r->ordered(interpreter)) {
            interpreter.spend();
            if (!tableOf(result).erase(interpreter, element))
                tableOf(result).set(interpreter, element, {});
        }
        return result;
    }
    std::vector<Value> result;
    for (const Value& element : (op == BinaryOperator::BitAnd ? r : l)->ordered(interpreter)) {
        interpreter.spend();
        const bool inOther =
            (op == BinaryOperator::BitAnd ? l : r)->table.find(interpreter, element) != nullptr;
        if (op == BinaryOperator::BitOr || (op == BinaryOperator::BitAnd ? inOther : !inOther))
            result.push_back(element);
    }
    if (op == BinaryOperator::BitOr)
        for (const Value& element : r->ordered(interpreter)) {
            interpreter.spend();
            if (l->table.find(interpreter, element) == nullptr)
                result.push_back(element);
        }
    Value set = setOf(interpreter, result);
    if (op == BinaryOperator::BitOr)
        set.as<SetObject>()->merged = l->table.size();
    return set;
}

template <BinaryOperator op>
Value combine(Interpreter& i, Arguments a)
{
    Value result = copyOfSet(i, a[0]);
    for (const Value& other : *tupleElements(a[1]))
        result = combined(i, op, result, asSet(i, other));
    return result;
}

template <BinaryOperator op>
Value combineInPlace(Interpreter& i, Arguments a)
{
    const Value result = combine<op>(i, a);
    tableOf(a[0]) = tableOf(result);
    return {};
}

bool isSubset(Interpreter& interpreter, const Value& left, const Value& right)
{
    const auto elements = left.as<SetObject>()->ordered(interpreter);
    return std::all_of(elements.begin(), elements.end(), [&](const Value& e) {
        interpreter.spend();
        return tableOf(right).find(interpreter, e) != nullptr;
    });
}

Value add(Interpreter& i, Arguments a)
{
    tableOf(a[0]).set(i, a[1], {});
    return {};
}

Value discard(Interpreter& i, Arguments a)
{
    tableOf(a[0]).erase(i, a[1]);
    return {};
}

Value remove(Interpreter& i, Arguments a)
{
    if (!tableOf(a[0]).erase(i, a[1]))
        raiseKeyError(i, a[1]);
    return {};
}

Value pop(Interpreter& i, Arguments a)
{
    const auto elements = a[0].as<SetObject>()->ordered(i);
    if (elements.empty())
        raiseKeyError(i, makeString("pop from an empty set"));
    tableOf(a[0]).erase(i, elements[0]);
    return elements[0];
}

Value update(Interpreter& i, Arguments a)
{
    for (const Value& other : *tupleElements(a[1]))
        for (const Value& element : i.elements(other)) {
            i.spend();
            tableOf(a[0]).set(i, element, {});
        }
    return {};
}

Value isSubsetOf(Interpreter& i, Arguments a)
{
    return Value::boolean(isSubset(i, a[0], asSet(i, a[1])));
}

Value isSupersetOf(Interpreter& i, Arguments a)
{
    return Value::boolean(isSubset(i, asSet(i, a[1]), a[0]));
}

Value isDisjoint(Interpreter& i, Arguments a)
{
    const Value common = combined(i, BinaryOperator::BitAnd, a[0], asSet(i, a[1]));
    return Value::boolean(tableOf(common).size() == 0);
}

Value copy(Interpreter& i, Arguments a)
{
    return copyOfSet(i, a[0]);
}

Value clear(Interpreter&, Arguments a)
{
    tableOf(a[0]).clear();
    return {};
}

constexpr NativeRow methods[] = {
    {"add", "element, /", add},
    {"discard", "element, /", discard},
    {"remove", "element, /", remove},
    {"pop", "/", pop},
    {"update", "*others", update},
    {"union", "*others", combine<BinaryOperator::BitOr>},
    {"intersection", "*others", combine<BinaryOperator::BitAnd>},
    {"difference", "*others", combine<BinaryOperator::Subtract>},
    {"symmetric_difference", "*others", combine<BinaryOperator::BitXor>},
    {"intersection_update", "*others", combineInPlace<BinaryOperator::BitAnd>},
    {"difference_update", "*others", combineInPlace<BinaryOperator::Subtract>},
    {"issubset", "other, /", isSubsetOf},
    {"issuperset", "other, /", isSupersetOf},
    {"isdisjoint", "other, /", isDisjoint},
    {"copy", "/", copy},
    {"clear", "/", clear},
};

class ElementsIterator : public Iterator
{
public:
    ElementsIterator(Interpreter& interpreter, Value set)
        : m_set(std::move(set))
        , m_elements(m_set.as<SetObject>()->ordered(interpreter))
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (tableOf(m_set).size() != m_elements.size())
            throw RaisedError("RuntimeError", "Set changed size during iteration");
        return m_at < m_elements.size() ? std::optional(m_elements[m_at++]) : std::nullopt;
    }

private:
    Value m_set;
    std::vector<Value> m_elements;
    std::size_t m_at = 0;
};

} // namespace

std::span<const NativeRow> setMethods()
{
    return methods;
}

std::vector<Value> SetObject::ordered(Interpreter& interpreter) const
{
    interpreter.spend(static_cast<std::int64_t>(table.size()));
    if (const auto order = orderOf(interpreter, *this))
        return order->elements();
    std::vector<Value> inserted;
    for (const auto& entry : table.entries())
        if (entry.alive)
            inserted.push_back(entry.key);
    return inserted;
}

std::size_t SetObject::tableSize(Interpreter& interpreter) const
{
    const auto order = orderOf(interpreter, *this);
    return order ? order->size() : 0;
}

std::string SetObject::repr(Interpreter& interpreter) const
{
    return table.size() == 0 ? "set()"
                             : joinedRepr(interpreter, *this, ordered(interpreter), "{", "}");
}

std::unique_ptr<Iterator> SetObject::iterate(Interpreter& interpreter)
{
    return std::make_unique<ElementsIterator>(interpreter, Value::object(this));
}

bool SetObject::contains(Interpreter& interpreter, const Value& value)
{
    return value.as<SetObject>() == nullptr && table.find(interpreter, value) != nullptr;
}

std::optional<Value> SetObject::binary(Interpreter& interpreter, BinaryOperator op,
                                       const Value& other, bool reflected)
{
    const bool known = op == BinaryOperator::BitOr || op == BinaryOperator::BitAnd
        || op == BinaryOperator::BitXor || op == BinaryOperator::Subtract;
    if (other.as<SetObject>() == nullptr || !known || reflected)
        return {};
    return combined(interpreter, op, Value::object(this), other);
}

std::optional<Value> SetObject::inPlace(Interpreter& interpreter, BinaryOperator op,
                                        const Value& other)
{
    const auto result = binary(interpreter, op, other, false);
    if (!result)
        return {};
    table = tableOf(*result);
    return Value::object(this);
}

std::optional<Value> SetObject::compare(Interpreter& interpreter, CompareOperator op,
                                        const Value& other)
{
    if (other.as<SetObject>() == nullptr)
        return {};
    const Value self = Value::object(this);
    const bool within = isSubset(interpreter, self, other);
    const bool around = isSubset(interpreter, other, self);
    switch (op) {
    case CompareOperator::Equal:
    case CompareOperator::NotEqual:
        return Value::boolean((within && around) == (op == CompareOperator::Equal));
    case CompareOperator::Less:
        return Value::boolean(within && !around);
    case CompareOperator::LessEqual:
        return Value::boolean(within);
    case CompareOperator::Greater:
        return Value::boolean(around && !within);
    case CompareOperator::GreaterEqual:
        return Value::boolean(around);
    }
    return {};
}

} // namespace engine::lang
