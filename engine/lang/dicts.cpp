#include "engine/lang/implementation.h"

namespace engine::lang {

namespace {

class TableIterator : public Iterator
{
public:
    TableIterator(Value keep, const HashTable& table, DictView::Part part, const char* name)
        : m_keep(std::move(keep))
        , m_table(table)
        , m_part(part)
        , m_size(table.size())
        , m_name(name)
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (m_table.size() != m_size)
            throw RaisedError("RuntimeError",
                              std::string(m_name) + " changed size during iteration");
        while (m_at < m_table.entries().size() && !m_table.entries()[m_at].alive)
            ++m_at;
        if (m_at >= m_table.entries().size())
            return {};
        const auto& entry = m_table.entries()[m_at++];
        if (m_part == DictView::Part::Items)
            return makeTuple({entry.key, entry.value});
        return m_part == DictView::Part::Keys ? entry.key : entry.value;
    }

private:
    Value m_keep;
    const HashTable& m_table;
    DictView::Part m_part;
    std::size_t m_size;
    std::size_t m_at = 0;
    const char* m_name;
};

HashTable& tableOf(const Value& self)
{
    return self.as<DictObject>()->table;
}

void update(Interpreter& interpreter, HashTable& table, const Value& from)
{
    if (const auto* dict = from.as<DictObject>()) {
        // By number: setting may change what is gone through, when it is the same dict.
        for (std::size_t at = 0, end = dict->table.entries().size(); at < end; ++at) {
            interpreter.spend();
            const HashTable::Entry entry = dict->table.entries().at(at);
            if (entry.alive)
                table.set(interpreter, entry.key, entry.value);
        }
        return;
    }
    for (const Value& pair : interpreter.elements(from)) {
        const auto parts = interpreter.elements(pair);
        if (parts.size() != 2)
            throw RaisedError("ValueError",
                              "dictionary update sequence element #0 has length "
                                  + std::to_string(parts.size()) + "; 2 is required");
        table.set(interpreter, parts[0], parts[1]);
    }
}

Value get(Interpreter& i, Arguments a)
{
    const Value* value = tableOf(a[0]).find(i, a[1]);
    return value != nullptr ? *value : a[2];
}

template <DictView::Part part>
Value view(Interpreter&, Arguments a)
{
    return makeValue<DictView>(a[0], part);
}

Value pop(Interpreter& i, Arguments a)
{
    if (const Value* value = tableOf(a[0]).find(i, a[1])) {
        Value taken = *value;
        tableOf(a[0]).erase(i, a[1]);
        return taken;
    }
    if (a[2].isUnbound())
        raiseKeyError(i, a[1]);
    return a[2];
}

Value popItem(Interpreter& i, Arguments a)
{
    const auto& entries = tableOf(a[0]).entries();
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (!entry->alive)
            continue;
        const Value pair = makeTuple({entry->key, entry->value});
        tableOf(a[0]).erase(i, (*tupleElements(pair))[0]);
        return pair;
    }
    raiseKeyError(i, makeString("popitem(): dictionary is empty"));
}

Value setDefault(Interpreter& i, Arguments a)
{
    if (const Value* value = tableOf(a[0]).find(i, a[1]))
        return *value;
    tableOf(a[0]).set(i, a[1], a[2]);
    a[0].as<DictObject>()->added(i, a[2]);
    return a[2];
}

Value updateMethod(Interpreter& i, Arguments a)
{
    if (!a[1].isUnbound())
        update(i, tableOf(a[0]), a[1]);
    update(i, tableOf(a[0]), a[2]);
    return {};
}

Value clear(Interpreter&, Arguments a)
{
    tableOf(a[0]).clear();
    return {};
}

Value copy(Interpreter& i, Arguments a)
{
    i.spend(static_cast<std::int64_t>(tableOf(a[0]).size()) / 64);
    Value result = makeValue<DictObject>();
    tableOf(result) = tableOf(a[0]);
    return result;
}

/// Of the class: dict.fromkeys(keys, value).
Value fromKeys(Interpreter& i, Arguments a)
{
    Value result = makeValue<DictObject>();
    for (const Value& key : i.elements(a[0]))
        tableOf(result).set(i, key, a[1]);
    return result;
}

constexpr NativeRow methods[] = {
    {"keys", "/", view<DictView::Part::Keys>},
    {"values", "/", view<DictView::Part::Values>},
    {"items", "/", view<DictView::Part::Items>},
    {"get", "key, default=None, /", get},
    {"pop", "key, default=?, /", pop},
    {"popitem", "/", popItem},
    {"setdefault", "key, default=None, /", setDefault},
    {"update", "other=?, **kwargs", updateMethod},
    {"clear", "/", clear},
    {"copy", "/", copy},
};

} // namespace

std::span<const NativeRow> dictMethods()
{
    return methods;
}

Value makeDictFromKeys()
{
    return makeValue<NativeFunction>("fromkeys", "iterable, value=None, /", fromKeys);
}

Value makeDict(Interpreter& interpreter, const std::vector<std::pair<Value, Value>>& entries)
{
    Value dict = makeValue<DictObject>();
    for (const auto& [key, value] : entries)
        tableOf(dict).set(interpreter, key, value);
    return dict;
}

std::optional<std::vector<std::pair<Value, Value>>> dictEntries(const Value& value)
{
    const auto* dict = value.as<DictObject>();
    if (dict == nullptr)
        return {};
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& entry : dict->table.entries())
        if (entry.alive)
            entries.emplace_back(entry.key, entry.value);
    return entries;
}

std::string DictObject::repr(Interpreter& interpreter) const
{
    return guardedRepr(interpreter, *this, "{...}", [&] {
        std::string text;
        const auto entries = dictEntries(Value::object(const_cast<DictObject*>(this)));
        for (const auto& [key, value] : *entries) {
            text += (text.empty() ? "{" : ", ") + interpreter.repr(key) + ": ";
            text += interpreter.repr(value);
            interpreter.spend();
        }
        return (text.empty() ? "{" : text) + "}";
    });
}

Value DictObject::item(Interpreter& interpreter, const Value& key)
{
    if (const Value* value = table.find(interpreter, key))
        return *value;
    raiseKeyError(interpreter, key);
}

void DictObject::added(Interpreter& interpreter, const Value& element)
{
    if (!m_circle && canLeadBack(element))
        m_circle = std::make_unique<CircleMember>(interpreter.implementation().cycleMembers, *this,
                                                  [this] { table.clear(); });
}

void DictObject::setItem(Interpreter& interpreter, const Value& key, const Value& value)
{
    table.set(interpreter, key, value);
    added(interpreter, value);
}

void DictObject::deleteItem(Interpreter& interpreter, const Value& key)
{
    if (!table.erase(interpreter, key))
        raiseKeyError(interpreter, key);
}

std::unique_ptr<Iterator> DictObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<TableIterator>(Value::object(this), table, DictView::Part::Keys,
                                           "dictionary");
}

bool DictObject::contains(Interpreter& interpreter, const Value& value)
{
    return table.find(interpreter, value) != nullptr;
}

std::optional<Value> DictObject::binary(Interpreter& interpreter, BinaryOperator op,
                                        const Value& other, bool reflected)
{
    if (op != BinaryOperator::BitOr || reflected || other.as<DictObject>() == nullptr)
        return {};
    Value merged = makeValue<DictObject>();
    tableOf(merged) = table;
    update(interpreter, tableOf(merged), other);
    return merged;
}

std::optional<Value> DictObject::compare(Interpreter& interpreter, CompareOperator op,
                                         const Value& other)
{
    const auto* dict = other.as<DictObject>();
    if (dict == nullptr || (op != CompareOperator::Equal && op != CompareOperator::NotEqual))
        return {};
    const NativeCall call(interpreter, " in comparison");
    bool same = table.size() == dict->table.size();
    for (const auto& entry : table.entries()) {
        if (!entry.alive || !same)
            continue;
        interpreter.spend();
        const Value* value = dict->table.find(interpreter, entry.key);
        same = value != nullptr
            && (value->isSame(entry.value) || interpreter.equals(entry.value, *value));
    }
    return Value::boolean(same == (op == CompareOperator::Equal));
}

std::string DictView::typeName() const
{
    return m_part == Part::Keys  ? "dict_keys"
        : m_part == Part::Values ? "dict_values"
                                 : "dict_items";
}

std::string DictView::repr(Interpreter& interpreter) const
{
    std::vector<Value> elements;
    TableIterator iterator(m_dict, tableOf(m_dict), m_part, "dictionary");
    while (auto value = iterator.next(interpreter))
        elements.push_back(std::move(*value));
    return typeName() + "(" + joinedRepr(interpreter, *this, elements, "[", "]") + ")";
}

std::int64_t DictView::length(Interpreter& /*interpreter*/) const
{
    return static_cast<std::int64_t>(tableOf(m_dict).size());
}

std::unique_ptr<Iterator> DictView::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<TableIterator>(m_dict, tableOf(m_dict), m_part, "dictionary");
}

bool DictView::contains(Interpreter& interpreter, const Value& value)
{
    return m_part == Part::Keys ? tableOf(m_dict).find(interpreter, value) != nullptr
                                : Object::contains(interpreter, value);
}

} // namespace engine::lang
